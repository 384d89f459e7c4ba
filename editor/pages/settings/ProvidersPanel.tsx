import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '../../../shared/provider.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { providersQuery } from '../queries.ts';

/** The providers and receivers that failed lately, and when each is tried again. */
export function ProvidersPanel() {
  const { t } = useTranslation('pages');
  const { data, error, refetch } = useQuery(providersQuery);
  const columns: Column<ProviderView>[] = [
    {
      id: 'name',
      header: t('running.providers.name'),
      render: ({ name, kind }) => (
        <>
          <b>{name}</b> <small>{t(`running.providers.kinds.${kind}`)}</small>
        </>
      ),
    },
    {
      id: 'state',
      header: t('running.providers.state'),
      render: ({ state }) => (
        <Chip tone={state === 'open' ? 'error' : 'warn'}>{t(`running.providers.states.${state}`)}</Chip>
      ),
    },
    { id: 'reason', header: t('running.providers.reason'), render: ({ reason }) => reason },
    {
      id: 'until',
      header: t('running.providers.until'),
      minor: true,
      render: ({ until }) => (until === undefined ? '–' : <Moment at={until} />),
    },
  ];
  return (
    <Panel flush title={t('running.providers.title')} about={t('running.providers.about')}>
      <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
      <DataTable
        label={t('running.providers.title')}
        columns={columns}
        rows={data?.items}
        keyOf={({ id }) => id}
        empty={<EmptyState title={t('running.providers.none')} />}
      />
    </Panel>
  );
}
