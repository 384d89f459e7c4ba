import { Drawer, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerOf } from '../../../shared/api.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { reasonText } from '../../ui/reason-text.ts';
import classes from './sheets.module.css';

const ranges = [7, 30, 90] as const;
const groups = ['waiting', 'skipped', 'failed'] as const;
type Line = AnswerOf<'workflowReasons'>['items'][number];

interface ReasonsDrawerProps {
  workflowId: string;
  opened: boolean;
  onClose: () => void;
}

/** How much of the workflow was not sent, or waits, and why; each reason leads to its messages. */
export function ReasonsDrawer({ workflowId, opened, onClose }: ReasonsDrawerProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const [days, setDays] = useState<number>(30);
  const { data, error, refetch } = useQuery({
    queryKey: ['workflow', workflowId, 'reasons', days],
    queryFn: ({ signal }) => api.workflowReasons({ params: { id: workflowId }, query: { days }, signal }),
    enabled: opened,
  });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="md"
      title={t('running.reasons.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <Text size="sm" mb="sm">
        {t('running.reasons.about')}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t('running.reasons.range')}
        value={String(days)}
        onChange={(value) => setDays(Number(value))}
        data={ranges.map((range) => ({
          value: String(range),
          label: t('running.reasons.days', { count: range }),
        }))}
      />
      <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
      {!data && !error && (
        <Text size="sm" mt="sm">
          {t('shell:common.loading')}
        </Text>
      )}
      {data?.items.length === 0 && (
        <Text size="sm" mt="sm">
          {t('running.reasons.none')}
        </Text>
      )}
      {groups.map((group) => (
        <Group
          key={group}
          workflowId={workflowId}
          title={t(`running.reasons.groups.${group}`)}
          lines={(data?.items ?? []).filter(({ what }) => what === group)}
        />
      ))}
    </Drawer>
  );
}

function Group({ workflowId, title, lines }: { workflowId: string; title: string; lines: readonly Line[] }) {
  const { t } = useTranslation('pages');
  if (lines.length === 0) return null;
  return (
    <section>
      <Text fw={570} mt="md" mb={6}>
        {title}
      </Text>
      <ul className={classes.peopleList}>
        {lines.map(({ reason, count, isMessages }) => (
          <li key={`${reason} ${isMessages}`}>
            {isMessages ? (
              <TextLink to="/outbox" search={{ workflow: workflowId, reason }}>
                {reasonText(reason)}
              </TextLink>
            ) : (
              <span>{reasonText(reason)}</span>
            )}
            <span className={classes.reasonCount}>
              {t(isMessages ? 'running.reasons.messages' : 'running.reasons.people', { count })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
