import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HealthRules, healthFactors } from '../../../shared/health.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { useMay } from '../use-may.ts';
import { HealthFactorFields } from './HealthFactorFields.tsx';
import { HealthMeasures } from './HealthMeasures.tsx';
import { HealthPreview } from './HealthPreview.tsx';

const rulesQuery = {
  queryKey: ['health-rules'],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.getHealthRules({ signal }),
};

/** What health is made of, tried on everybody before it is kept. */
export function HealthSection() {
  const { data, error, refetch } = useQuery(rulesQuery);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={420} radius="lg" />;
  return (
    <Stack>
      <RulesPanel key={data.etag} {...data} />
      <HealthMeasures />
    </Stack>
  );
}

function RulesPanel({ rules, etag }: { rules: HealthRules; etag: string }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(rules);
  const [subject, setSubject] = useState<SubjectKind>('account');
  const preview = useMutation({
    mutationFn: () => api.previewHealthRules({ body: { rules: draft, subject } }),
  });
  const save = useMutation({
    mutationFn: () => api.saveHealthRules({ body: draft, ifMatch: etag }),
    onSuccess: (saved) => {
      queryClient.setQueryData(rulesQuery.queryKey, saved);
      const putBack = () => api.saveHealthRules({ body: rules, ifMatch: saved.etag });
      tellWithUndo(
        t('health.saved'),
        () => void putBack().then((was) => queryClient.setQueryData(rulesQuery.queryKey, was), tellError),
      );
    },
  });
  return (
    <Panel title={t('health.title')} about={t('health.about')}>
      <Stack gap="lg">
        {healthFactors.map((factor) => (
          <HealthFactorFields
            key={factor}
            factor={factor}
            rules={draft}
            readOnly={!may('manager')}
            onChange={(next) => {
              setDraft(next);
              preview.reset();
            }}
          />
        ))}
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('health.subject')}
            data={[
              { value: 'account', label: t('health.accounts') },
              { value: 'contact', label: t('health.contacts') },
            ]}
            value={subject}
            onChange={(next) => {
              setSubject(next as SubjectKind);
              preview.reset();
            }}
          />
          <Button size="sm" variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
            {t('health.preview')}
          </Button>
          {may('manager') && (
            <Button
              size="sm"
              loading={save.isPending}
              disabled={JSON.stringify(draft) === JSON.stringify(rules)}
              onClick={() => save.mutate()}
            >
              {t('shell:common.save')}
            </Button>
          )}
          <Text size="xs" c="dimmed">
            {t('health.previewAbout')}
          </Text>
        </Group>
        <ErrorNotice error={save.error ?? preview.error} />
        {preview.data && <HealthPreview preview={preview.data} />}
      </Stack>
    </Panel>
  );
}
