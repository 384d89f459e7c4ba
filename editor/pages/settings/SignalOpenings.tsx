import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OpeningView } from '../../../shared/signal.ts';
import { api } from '../../api-client.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';

/** For whom a signal is open now, the latest first, and what opened it. */
export function SignalOpenings({ signal }: { signal: string }) {
  const { t } = useTranslation('pages');
  const list = useList(['openings', signal], (place, abort) =>
    api.listOpen({ params: { key: signal }, query: place, signal: abort }),
  );
  const columns: Column<OpeningView>[] = [
    {
      id: 'who',
      header: t('signals.openFor'),
      render: ({ subjectName, userId, value }) => (
        <>
          {userId === undefined ? (
            subjectName
          ) : (
            <TextLink to="/contacts/$userId" params={{ userId }}>
              {subjectName}
            </TextLink>
          )}
          <Text size="xs" c="dimmed">
            {value}
          </Text>
        </>
      ),
    },
    {
      id: 'since',
      header: '',
      hideHeader: true,
      align: 'end',
      render: ({ openedAt }) => <Moment at={openedAt} />,
    },
  ];
  return (
    <Panel flush title={t('signals.openFor')} about={t('signals.openForAbout')}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        label={t('signals.openFor')}
        columns={columns}
        rows={list.rows}
        keyOf={({ id }) => id}
        {...list.paging}
        empty={
          <Text size="sm" c="dimmed" px="lg" pb="lg">
            {t('signals.nobody')}
          </Text>
        }
      />
    </Panel>
  );
}
