import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { Chart } from '../../ui/Chart.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { formatDate } from './dates.ts';
import classes from './OpenSignals.module.css';
import type { SignalsOf } from './OpenSignals.tsx';

/** The activity of the last twelve weeks, day by day, beside what is usual. */
export function ActivityPanel({ of }: { of: SignalsOf }) {
  const { t, i18n } = useTranslation('pages');
  const { data } = useQuery({
    queryKey: ['activity', of],
    queryFn: ({ signal }) =>
      'account' in of
        ? api.getAccountActivity({ params: { id: of.account }, signal })
        : api.getActivity({ params: { userId: of.contact }, signal }),
  });
  if (!data) return null;
  const { days, usual, change } = data;
  const total = days.reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel title={t('risk.activity.title')}>
      {total === 0 ? (
        <p className={classes.none}>{t('risk.activity.none')}</p>
      ) : (
        <Chart
          label={t('risk.activity.chart')}
          kind="line"
          height={84}
          format={(value) => formatNumber(Math.round(value * 10) / 10)}
          headers={[t('risk.day'), t('risk.activity.events')]}
          points={days.map(({ day, count }) => ({
            id: day,
            label: formatDate(day, i18n.language),
            value: count,
          }))}
          reference={usual === undefined ? undefined : { value: usual, label: t('risk.activity.usual') }}
        >
          {change === undefined ? (
            <span className={classes.dim}>{t('risk.activity.unknown')}</span>
          ) : (
            <span className={classes.head}>
              <Chip tone={change <= -0.5 ? 'error' : change <= -0.2 ? 'warn' : 'ok'}>
                {change > 0 ? '+' : ''}
                {formatShare(Math.round(change * 100) / 100)}
              </Chip>
              <span className={classes.dim}>{t('risk.activity.beside')}</span>
            </span>
          )}
        </Chart>
      )}
    </Panel>
  );
}
