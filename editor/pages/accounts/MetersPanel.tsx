import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView, MeterHistoryView } from '../../../shared/account.ts';
import { api } from '../../api-client.ts';
import { formatDateTime, formatNumber, formatShare } from '../../i18n/format.ts';
import { Chart } from '../../ui/Chart.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './accounts.module.css';

/** What an account’s meters stand at beside their limits, and how they came there. */
export function MetersPanel({ id, meters }: { id: string; meters: AccountView['meters'] }) {
  const { t } = useTranslation('pages');
  const history = useQuery({
    queryKey: ['account', id, 'meters'],
    queryFn: ({ signal }) => api.getMeters({ params: { id }, signal }),
    enabled: meters.length > 0,
  });
  if (meters.length === 0) return null;
  return (
    <Panel title={t('accounts.meters.title')} about={t('accounts.meters.about')}>
      <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />
      <div className={classes.meters}>
        {history.data?.items.map((meter) => (
          <Meter key={meter.name} meter={meter} />
        ))}
      </div>
    </Panel>
  );
}

function Meter({ meter }: { meter: MeterHistoryView }) {
  const { t, i18n } = useTranslation('pages');
  const { name, value, limit, readings } = meter;
  const share = value !== undefined && limit ? value / limit : undefined;
  const standing = (
    <span className={classes.dim}>
      {value === undefined ? '–' : formatNumber(value)}
      {limit === undefined ? '' : ` / ${formatNumber(limit)}`}
      {share === undefined ? '' : ` · ${formatShare(share)}`}
    </span>
  );
  // One reading is a number, not a course.
  if (readings.length < 2)
    return (
      <section className={classes.meter}>
        <h3>{name}</h3>
        {standing}
      </section>
    );
  return (
    <section className={classes.meter}>
      <h3>{name}</h3>
      <Chart
        label={t('accounts.meters.of', { name })}
        kind="line"
        height={90}
        format={(number) => formatNumber(number)}
        headers={[t('accounts.meters.when'), t('accounts.meters.value'), t('accounts.meters.limit')]}
        points={readings.flatMap(({ at, value: read, limit: most }) =>
          read === undefined
            ? []
            : [
                {
                  id: at,
                  label: formatDateTime(at, i18n.language),
                  value: read,
                  notes: [most === undefined ? '–' : formatNumber(most)],
                },
              ],
        )}
        reference={
          limit === undefined
            ? undefined
            : { value: limit, label: t('accounts.meters.limitOf', { limit: formatNumber(limit) }) }
        }
      >
        {standing}
      </Chart>
    </section>
  );
}
