import { Button, Group, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment, SegmentView } from '../../../shared/segment.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { ConditionBuilder } from '../../inspector/ConditionBuilder.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink, IconLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { tellError } from '../../ui/notify.ts';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import columns from '../contacts/ContactPage.module.css';
import { useMay } from '../use-may.ts';
import { SegmentHistory } from './SegmentHistory.tsx';
import { SegmentMembers } from './SegmentMembers.tsx';
import { UsedBy } from './UsedBy.tsx';

const route = getRouteApi('/inside/segments/$key');

/** One segment: its rules, how many match now, who is in it, how that went, and what reads it. */
export function SegmentPage() {
  const { t } = useTranslation('pages');
  const { key } = route.useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['segments', key],
    queryFn: ({ signal }) => api.getSegment({ params: { key }, signal }),
    refetchInterval: 15_000,
  });
  const gone = !data && error instanceof ApiProblem && error.code === 'SEGMENT_NOT_FOUND';
  return (
    <>
      <PageHeader
        title={data?.name ?? key}
        before={
          <IconLink to="/segments" aria-label={t('segments.back')}>
            <IconArrowLeft size={18} aria-hidden />
          </IconLink>
        }
        beside={
          data && (
            <Chip tone={data.archived ? 'neutral' : 'info'}>
              {data.archived ? t('segments.archived') : formatNumber(data.size)}
            </Chip>
          )
        }
        about={data && t(`segments.subject.${data.subject}`)}
      >
        {data && !data.archived && <Archive segment={data} />}
      </PageHeader>
      <PageBody>
        {gone && (
          <EmptyState title={t('segments.gone')}>
            <ButtonLink to="/segments" size="sm" variant="default">
              {t('segments.back')}
            </ButtonLink>
          </EmptyState>
        )}
        {!gone && <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton height={320} radius="lg" />}
        {data && (
          <div className={columns.columns}>
            <div className={columns.side}>
              <Learning segment={data} />
              <SegmentForm key={data.key} segment={data} />
              <SegmentHistory segmentKey={key} />
            </div>
            <div className={columns.side}>
              <UsedBy users={data.usedBy} />
              <SegmentMembers segmentKey={key} subject={data.subject} />
            </div>
          </div>
        )}
      </PageBody>
    </>
  );
}

/** The first look at everybody, while it is not finished. */
function Learning({ segment: { pass, archived } }: { segment: SegmentView }) {
  const { t } = useTranslation('pages');
  if (archived || pass.finished) return null;
  const share = pass.total === 0 ? 0 : pass.done / pass.total;
  return <Notice tone="info">{t('segments.learning', { share: formatShare(share) })}</Notice>;
}

function SegmentForm({ segment }: { segment: SegmentView }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const queryClient = useQueryClient();
  // What is edited stays as it is while the page asks for news; its ETag is the one it was begun with.
  const [begun, setBegun] = useState({ document: segment.document, etag: segment.etag });
  const [edited, setEdited] = useState<Segment>();
  const shown = edited ?? segment.document;
  const readOnly = segment.archived || !may('marketer');
  const change = (part: Partial<Segment>) => {
    if (!edited) setBegun({ document: segment.document, etag: segment.etag });
    setEdited({ ...shown, ...part });
  };
  const save = useMutation({
    mutationFn: (body: Segment) =>
      api.saveSegment({ params: { key: segment.key }, ifMatch: edited ? begun.etag : segment.etag, body }),
    onSuccess: (view) => {
      queryClient.setQueryData(['segments', segment.key], view);
      setEdited(undefined);
      const putBack = () =>
        api.saveSegment({ params: { key: segment.key }, ifMatch: view.etag, body: begun.document });
      tellWithUndo(
        t('shell:common.saved'),
        () =>
          void putBack().then((was) => queryClient.setQueryData(['segments', segment.key], was), tellError),
      );
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['segments'] }),
  });
  return (
    <Panel title={t('segments.rules')} about={t('segments.rulesText')}>
      <Stack gap="sm">
        <TextInput
          label={t('segments.name')}
          value={shown.name}
          readOnly={readOnly}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <Textarea
          label={t('segments.description')}
          value={shown.description ?? ''}
          readOnly={readOnly}
          autosize
          minRows={1}
          maxRows={6}
          onChange={({ currentTarget }) => change({ description: currentTarget.value || undefined })}
        />
        <fieldset disabled={readOnly} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <ConditionBuilder
            label={t('segments.rules')}
            value={shown.when}
            path="when"
            scope="segment"
            subject={segment.subject}
            required
            onChange={(when) => when && change({ when })}
          />
        </fieldset>
        <ErrorNotice error={save.error} />
        {!readOnly && (
          <Group gap="xs">
            <Button
              size="sm"
              disabled={!edited || !shown.name.trim()}
              loading={save.isPending}
              onClick={() => edited && save.mutate(edited)}
            >
              {t('shell:common.save')}
            </Button>
            {edited && (
              <Button size="sm" variant="default" onClick={() => setEdited(undefined)}>
                {t('shell:common.cancel')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

function Archive({ segment }: { segment: SegmentView }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const archive = useMutation({
    mutationFn: () => api.archiveSegment({ params: { key: segment.key } }),
    onSuccess: async () => {
      // The key is free again, so that the same segment can be made anew; who is in it is found anew, too.
      tellWithUndo(
        t('segments.archive.told'),
        () =>
          void api
            .createSegment({ body: segment.document })
            .then(() => queryClient.invalidateQueries({ queryKey: ['segments'] }), tellError),
      );
      await navigate({ to: '/segments' });
    },
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['segments'] }),
  });
  if (!may('marketer')) return null;
  return (
    <Button size="sm" variant="default" loading={archive.isPending} onClick={() => archive.mutate()}>
      {t('segments.archive.submit')}
    </Button>
  );
}
