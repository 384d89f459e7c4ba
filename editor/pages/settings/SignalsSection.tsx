import { Switch, Text } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SignalLine } from '../../../shared/signal.ts';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { useMay } from '../use-may.ts';
import { SignalState } from './SignalState.tsx';
import { NEW_SIGNAL, signalsQuery } from './signal-queries.ts';

const tones: Record<SignalLine['severity'], Tone> = { low: 'neutral', medium: 'warn', high: 'error' };

/** The conditions that mean danger or a good moment: how grave, for how many they are open, and what they wait for. */
export function SignalsSection() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(signalsQuery);
  const turn = useMutation({
    mutationFn: ({ key, on }: Pick<SignalLine, 'key' | 'on' | 'name'>) =>
      api.switchSignal({ params: { key }, body: { on } }),
    onSuccess: (_, { key, on, name }) =>
      tellWithUndo(t(on ? 'signals.switchedOn' : 'signals.switchedOff', { name }), () =>
        turn.mutate({ key, on: !on, name }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: signalsQuery.queryKey }),
    onError: tellError,
  });
  const columns: Column<SignalLine>[] = [
    {
      id: 'name',
      header: t('signals.columns.name'),
      width: '38%',
      render: (row) => (
        <>
          <Link to="/settings/signals/$key" params={{ key: row.key }} className={rowLink}>
            {row.name}
          </Link>
          <Text size="xs" c="dimmed">
            {t(`signals.subject.${row.subject}`)}
          </Text>
        </>
      ),
    },
    {
      id: 'severity',
      header: t('signals.columns.severity'),
      render: (row) =>
        row.good ? (
          <Chip tone="ok">{t('signals.good')}</Chip>
        ) : (
          <Chip tone={tones[row.severity]}>{t(`signals.severity.${row.severity}`)}</Chip>
        ),
    },
    {
      id: 'weight',
      header: t('signals.columns.weight'),
      align: 'end',
      minor: true,
      render: (row) => (row.weight > 0 ? t('signals.points', { points: row.weight }) : '—'),
    },
    {
      id: 'open',
      header: t('signals.columns.open'),
      align: 'end',
      render: (row) => formatNumber(row.open),
    },
    { id: 'state', header: t('signals.columns.state'), render: (row) => <SignalState signal={row} /> },
    {
      id: 'switch',
      header: t('signals.state.on'),
      hideHeader: true,
      align: 'end',
      render: (row) => (
        <Switch
          size="sm"
          pos="relative"
          style={{ zIndex: 1 }}
          aria-label={t('signals.switch', { name: row.name })}
          checked={turn.isPending && turn.variables.key === row.key ? turn.variables.on : row.on}
          disabled={!may('marketer')}
          onChange={({ currentTarget }) => turn.mutate({ ...row, on: currentTarget.checked })}
        />
      ),
    },
  ];
  return (
    <Panel
      flush
      title={t('signals.title')}
      about={t('signals.about')}
      actions={
        may('marketer') && (
          <ButtonLink size="sm" to="/settings/signals/$key" params={{ key: NEW_SIGNAL }}>
            {t('signals.new')}
          </ButtonLink>
        )
      }
    >
      <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
      <DataTable
        label={t('signals.title')}
        columns={columns}
        rows={data?.items}
        keyOf={({ key }) => key}
        empty={<EmptyState icon={IconBellRinging} title={t('signals.empty')} text={t('signals.emptyText')} />}
      />
    </Panel>
  );
}
