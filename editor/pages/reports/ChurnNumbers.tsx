import { useTranslation } from 'react-i18next';
import type { ChurnReport } from '../../../shared/churn.ts';
import { formatDay, formatNumber, formatShare } from '../../i18n/format.ts';
import { money } from './money.ts';
import classes from './Reports.module.css';

/** The numbers of a period that one looks at first. */
export function ChurnNumbers({ report }: { report: ChurnReport }) {
  const { t } = useTranslation('pages');
  const { before, countedOn, currency, grew, left, saved, shrank, started } = report;
  const net = started.mrr + grew.mrr - left.mrr - shrank.mrr;
  const numbers = [
    {
      name: t('reports.left'),
      value: formatNumber(left.customers),
      note: before?.customers
        ? t('reports.ofBefore', {
            share: formatShare(left.customers / before.customers),
            count: before.customers,
          })
        : undefined,
    },
    {
      name: t('reports.lostMrr'),
      value: money(left.mrr, currency),
      note: left.unknownMrr
        ? t('reports.unknown', { count: left.unknownMrr })
        : before?.mrr
          ? t('reports.ofRevenue', { share: formatShare(left.mrr / before.mrr) })
          : undefined,
    },
    { name: t('reports.people'), value: formatNumber(left.people), note: t('reports.peopleNote') },
    {
      name: t('reports.saved'),
      value: money(saved.mrr, currency),
      note: t('reports.savedNote', { count: saved.customers }),
    },
    {
      name: t('reports.grew'),
      value: money(grew.mrr, currency),
      note: t('reports.grewNote', { count: grew.customers, shrank: money(shrank.mrr, currency) }),
    },
    {
      name: t('reports.net'),
      value: money(net, currency),
      note: t('reports.netNote', { started: money(started.mrr, currency) }),
    },
  ];
  return (
    <section aria-label={t('reports.numbers')}>
      <dl className={classes.numbers}>
        {numbers.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{value}</strong>
              {note && <span>{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {countedOn && <p className={classes.note}>{t('reports.counted', { day: formatDay(countedOn) })}</p>}
    </section>
  );
}
