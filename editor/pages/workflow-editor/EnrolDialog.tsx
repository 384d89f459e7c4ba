import { Button, FileInput, Group, Modal, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf, BodyOf } from '../../../shared/api.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { api } from '../../api-client.ts';
import { segmentsQuery } from '../../inspector/list-queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { tell } from '../../ui/notify.ts';
import { uploadTable } from '../contacts/upload-table.ts';
import { useMay } from '../use-may.ts';

type Meant = Pick<BodyOf<'enrol'>, 'userIds' | 'segment' | 'import'>;
type Source = 'segment' | 'list' | 'file';

/** Puts many people in at once: a segment, a list of ids or a table; counted before anything happens. */
export function EnrolDialog({ workflow, onClose }: { workflow: WorkflowView; onClose: () => void }) {
  const { t } = useTranslation(['canvas', 'shell']);
  const [job, setJob] = useState<string>();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('enrol.title', { name: workflow.name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {job === undefined ? (
        <Choose workflow={workflow} onStarted={setJob} />
      ) : (
        <Running job={job} onClose={onClose} />
      )}
    </Modal>
  );
}

function Choose({ workflow, onStarted }: { workflow: WorkflowView; onStarted: (job: string) => void }) {
  const workflowId = workflow.id;
  const { t } = useTranslation('canvas');
  const may = useMay();
  const [source, setSource] = useState<Source>('segment');
  const [segment, setSegment] = useState<string | null>(null);
  const [list, setList] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [meant, setMeant] = useState<Meant>();
  const forget = () => setMeant(undefined);
  const count = useMutation({
    mutationFn: async () => {
      const chosen = await meantBy(source, { segment, list, file });
      const { count: counted } = await api.enrol({
        params: { id: workflowId },
        body: { ...chosen, dryRun: true },
      });
      return { chosen, counted };
    },
    onSuccess: ({ chosen }) => setMeant(chosen),
  });
  const start = useMutation({
    mutationFn: (body: Meant) => api.enrol({ params: { id: workflowId }, body }),
    onSuccess: ({ job }) => job !== undefined && onStarted(job),
  });
  const isReady =
    source === 'segment' ? segment !== null : source === 'list' ? idsIn(list).length > 0 : file !== null;
  const sources: Source[] = may('manager') ? ['segment', 'list', 'file'] : ['segment', 'list'];
  return (
    <Stack>
      <SegmentedControl
        size="xs"
        aria-label={t('enrol.source')}
        value={source}
        onChange={(value) => {
          setSource(sources.find((each) => each === value) ?? 'segment');
          forget();
        }}
        data={sources.map((value) => ({ value, label: t(`enrol.sources.${value}`) }))}
      />
      {source === 'segment' && (
        <SegmentField
          subject={workflow.document.subject === 'account' ? 'account' : 'contact'}
          value={segment}
          onChange={(next) => {
            setSegment(next);
            forget();
          }}
        />
      )}
      {source === 'list' && (
        <Textarea
          label={t('enrol.list')}
          description={t('enrol.listHint')}
          autosize
          minRows={4}
          maxRows={12}
          value={list}
          onChange={(event) => {
            setList(event.currentTarget.value);
            forget();
          }}
        />
      )}
      {source === 'file' && (
        <FileInput
          label={t('enrol.file')}
          description={t('enrol.fileHint')}
          accept=".csv,text/csv"
          clearable
          clearButtonProps={{ 'aria-label': t('enrol.clearFile') }}
          value={file}
          onChange={(next) => {
            setFile(next);
            forget();
          }}
        />
      )}
      {meant && count.data?.counted && <Counted count={count.data.counted} />}
      <ErrorNotice error={count.error ?? start.error} />
      <Group justify="flex-end" gap="xs">
        <Button
          size="sm"
          variant={meant ? 'default' : 'filled'}
          disabled={!isReady}
          loading={count.isPending}
          onClick={() => count.mutate()}
        >
          {t('enrol.count')}
        </Button>
        {meant && (
          <Button size="sm" loading={start.isPending} onClick={() => start.mutate(meant)}>
            {t('enrol.start')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface SegmentFieldProps {
  /** Segments of others cannot be put in. */
  subject: SubjectKind;
  value: string | null;
  onChange: (key: string | null) => void;
}

function SegmentField({ subject, value, onChange }: SegmentFieldProps) {
  const { t } = useTranslation(['canvas', 'shell']);
  const segments = useQuery(segmentsQuery).data?.items ?? [];
  return (
    <Select
      size="sm"
      label={t('enrol.segment')}
      searchable
      nothingFoundMessage={t('shell:common.none')}
      data={segments
        .filter((each) => each.subject === subject)
        .map(({ key, name }) => ({ value: key, label: name }))}
      value={value}
      onChange={onChange}
      data-autofocus
    />
  );
}

/** What counting found, said before anybody enters. */
function Counted({ count }: { count: NonNullable<AnswerOf<'enrol'>['count']> }) {
  const { t } = useTranslation(['canvas', 'words']);
  return (
    <div role="status">
      <p>
        {count.asked < count.total - count.unknown
          ? t('enrol.sampled', { asked: count.asked, total: count.total, enters: count.enters })
          : t('enrol.counted', { count: count.enters, total: count.total })}
      </p>
      <ul>
        {count.unknown > 0 && <li>{t('enrol.unknown', { count: count.unknown })}</li>}
        {Object.entries(count.reasons).map(([reason, each]) => (
          <li key={reason}>
            {t('enrol.refused', { reason: t(`enrol.reasons.${reason as 'pause'}`), count: each })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Running({ job, onClose }: { job: string; onClose: () => void }) {
  const { t } = useTranslation('canvas');
  const [failure, setFailure] = useState<unknown>();
  const result = useQuery({
    queryKey: ['job', job],
    queryFn: ({ signal }) => api.getJob({ params: { id: job }, signal }),
  }).data?.result as { entered?: number } | undefined;
  const cancel = useMutation({
    mutationFn: () => api.cancelJob({ params: { id: job } }),
    onSuccess: () => {
      tell(t('enrol.cancelled'));
      onClose();
    },
  });
  const entered = result?.entered;
  return (
    <Stack>
      {entered === undefined ? (
        <JobProgress job={job} label={t('enrol.running')} onDone={() => undefined} onFailed={setFailure} />
      ) : (
        <p role="status">{t('enrol.done', { count: entered })}</p>
      )}
      <ErrorNotice error={failure ?? cancel.error} />
      <Group justify="flex-end" gap="xs">
        {entered === undefined && (
          <Button size="sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('enrol.cancel')}
          </Button>
        )}
        <Button size="sm" onClick={onClose}>
          {t('publish.close')}
        </Button>
      </Group>
    </Stack>
  );
}

async function meantBy(
  source: Source,
  { segment, list, file }: { segment: string | null; list: string; file: File | null },
): Promise<Meant> {
  if (source === 'list') return { userIds: idsIn(list) };
  if (source === 'file' && file) return { import: (await uploadTable(file, 'contacts')).id };
  return { segment: segment ?? '' };
}

/** Ids as people paste them: one a line, or with commas between. */
function idsIn(text: string): string[] {
  return [...new Set(text.split(/[\n,;]+/).map((id) => id.trim()))]
    .filter((id) => id !== '')
    .slice(0, 10_000);
}
