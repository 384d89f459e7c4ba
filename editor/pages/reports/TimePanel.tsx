import { useTranslation } from 'react-i18next';
import type { ChurnReport } from '../../../shared/churn.ts';
import { formatNumber } from '../../i18n/format.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Chart } from '../../ui/Chart.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { money } from './money.ts';
import classes from './Reports.module.css';

/** Revenue lost and gained from week to week, or month to month. */
export function TimePanel({ report }: { report: ChurnReport }) {
  const { t } = useTranslation('pages');
  const { buckets, currency } = report;
  return (
    <Panel title={t('reports.time.title')}>
      <Chart
        label={t('reports.time.title')}
        kind="change"
        height={200}
        format={(value) => money(value, currency)}
        headers={[t('reports.time.when'), t('reports.time.gained'), t('reports.lostMrr'), t('reports.left')]}
        points={buckets.map(({ from, to, left, gained }) => ({
          id: from,
          label: spanOf(from, to),
          value: gained.mrr,
          below: left.mrr,
          notes: [money(-left.mrr, currency), formatNumber(left.customers)],
        }))}
      >
        <p className={classes.about}>{t('reports.time.about')}</p>
      </Chart>
    </Panel>
  );
}

function spanOf(from: string, to: string): string {
  const day = new Intl.DateTimeFormat(currentLanguage(), { day: 'numeric', month: 'short' });
  return day.formatRange(new Date(from), new Date(new Date(to).getTime() - 1));
}
