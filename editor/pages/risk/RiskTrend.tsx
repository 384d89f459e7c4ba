import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Chart } from '../../ui/Chart.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './AtRiskPage.module.css';
import { formatDate } from './dates.ts';
import { useMoney } from './use-money.ts';

interface RiskTrendProps {
  filters: { plan?: string | undefined; manager?: string | undefined; signal?: string | undefined };
}

/** How much revenue is at risk now, and how that went; the sum follows the filters, the line is of everybody. */
export function RiskTrend({ filters }: RiskTrendProps) {
  const { t, i18n } = useTranslation('pages');
  const money = useMoney();
  const summary = useQuery({
    queryKey: ['accounts', 'risk-summary', filters],
    queryFn: ({ signal }) => api.getRiskSummary({ query: filters, signal }),
    refetchInterval: 60_000,
  });
  const { data } = summary;
  return (
    <Panel title={t('risk.revenue')}>
      <ErrorNotice error={data ? null : summary.error} onRetry={() => void summary.refetch()} />
      {!data && !summary.error && <Skeleton height={200} radius="md" />}
      {data && data.days.length < 2 && (
        <>
          <Sum accounts={data.accounts} mrr={data.mrr} />
          <Text size="sm" c="dimmed" mt={8}>
            {t('risk.trendBegins')}
          </Text>
        </>
      )}
      {data && data.days.length > 1 && (
        <Chart
          label={t('risk.trend')}
          kind="line"
          height={128}
          format={(value) => money(value)}
          headers={[t('risk.day'), t('accounts.mrr'), t('accounts.title')]}
          points={data.days.map(({ day, accounts, mrr }) => ({
            id: day,
            label: formatDate(day, i18n.language),
            value: mrr,
            notes: [formatNumber(accounts)],
          }))}
        >
          <Sum accounts={data.accounts} mrr={data.mrr} />
        </Chart>
      )}
    </Panel>
  );
}

function Sum({ accounts, mrr }: { accounts: number; mrr: number }) {
  const { t } = useTranslation('pages');
  const money = useMoney();
  return (
    <p className={classes.sum} style={{ margin: 0 }}>
      <b>{money(mrr)}</b>
      <span>{t('risk.inAccounts', { count: accounts })}</span>
    </p>
  );
}
