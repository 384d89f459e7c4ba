import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Chart } from '../../ui/Chart.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import classes from './AtRiskPage.module.css';
import { formatMonth } from './dates.ts';
import { useMoney } from './use-money.ts';

interface CardForecastProps {
  month: string | undefined;
  onMonth: (month: string | undefined) => void;
}

/** The cards that end in the coming months and what their accounts pay; a month opens its accounts. */
export function CardForecast({ month, onMonth }: CardForecastProps) {
  const { t, i18n } = useTranslation('pages');
  const money = useMoney();
  const forecast = useQuery({
    queryKey: ['accounts', 'cards'],
    queryFn: ({ signal }) => api.getCardForecast({ query: { months: 6 }, signal }),
  });
  const months = forecast.data?.months;
  const total = months?.reduce((sum, { accounts }) => sum + accounts, 0) ?? 0;
  const revenue = months?.reduce((sum, { mrr }) => sum + mrr, 0) ?? 0;
  return (
    <Panel title={t('risk.cards.title')}>
      <ErrorNotice error={months ? null : forecast.error} onRetry={() => void forecast.refetch()} />
      {!months && !forecast.error && <Skeleton height={200} radius="md" />}
      {months && (
        <Chart
          label={t('risk.cards.chart')}
          kind="bars"
          height={128}
          format={(value) => formatNumber(value)}
          headers={[t('risk.cards.month'), t('risk.cards.cards'), t('accounts.mrr')]}
          points={months.map((each) => ({
            id: each.month,
            label: formatMonth(each.month, i18n.language),
            value: each.accounts,
            notes: [money(each.mrr)],
          }))}
          picked={month}
          onPick={(id) => onMonth(id === month ? undefined : id)}
        >
          <p className={classes.sum} style={{ margin: 0 }}>
            <b>{formatNumber(total)}</b>
            <span>
              {total === 0 ? t('risk.cards.none') : t('risk.cards.sum', { revenue: money(revenue) })}
            </span>
          </p>
        </Chart>
      )}
      {month !== undefined && <CardsOf month={month} />}
    </Panel>
  );
}

function CardsOf({ month }: { month: string }) {
  const { t } = useTranslation(['pages', 'shell']);
  const money = useMoney();
  const list = useList(['accounts', 'cards', month], (place, signal) =>
    api.listExpiringCards({ params: { month }, query: { limit: 20, ...place }, signal }),
  );
  if (list.rows?.length === 0)
    return (
      <Text size="sm" c="dimmed" mt={10}>
        {t('risk.cards.noneIn')}
      </Text>
    );
  return (
    <>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <ul className={classes.month} aria-label={t('risk.cards.of')}>
        {list.rows?.map((row) => (
          <li key={row.id}>
            <TextLink size="sm" to="/accounts/$id" params={{ id: row.id }}>
              {row.name ?? row.id}
            </TextLink>
            <span className={classes.dim}>{row.card}</span>
            <span>
              {money(row.mrr)} · <Moment at={row.expiresAt} />
            </span>
          </li>
        ))}
      </ul>
      {list.paging.hasMore && (
        <Button variant="default" size="xs" mt={6} onClick={list.paging.onMore}>
          {t('shell:common.more')}
        </Button>
      )}
    </>
  );
}
