import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HealthView } from '../../../shared/health.ts';
import { healthPartWords } from '../../../shared/vocabulary/health-sentences.ts';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Chart } from '../../ui/Chart.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { formatDate } from './dates.ts';
import { HealthMark } from './HealthMark.tsx';
import classes from './HealthPanel.module.css';
import type { SignalsOf } from './OpenSignals.tsx';
import { useSignals } from './use-signals.ts';

/** Health of a contact or an account: the score, every point it costs in words, what is left out, and how it went. */
export function HealthPanel({ of }: { of: SignalsOf }) {
  const { t } = useTranslation('pages');
  const { data } = useQuery({
    queryKey: ['account' in of ? 'account' : 'contact', 'account' in of ? of.account : of.contact, 'health'],
    queryFn: ({ signal }) =>
      'account' in of
        ? api.getAccountHealth({ params: { id: of.account }, signal })
        : api.getContactHealth({ params: { userId: of.contact }, signal }),
    refetchInterval: 30_000,
  });
  if (!data) return null;
  return (
    <Panel title={t('risk.health')}>
      {data.score === undefined ? (
        <p className={classes.none}>{t('risk.healthNone')}</p>
      ) : (
        <Known health={data} />
      )}
    </Panel>
  );
}

function Known({ health }: { health: HealthView }) {
  const { t, i18n } = useTranslation('pages');
  const { score, band, since, parts, leftOut, history } = health;
  return (
    <div className={classes.health}>
      <p className={classes.score}>
        <b>{formatNumber(Math.round(score ?? 0))}</b>
        <HealthMark score={score} band={band} />
        {since && (
          <span className={classes.dim}>
            {t('risk.bandSince')} <Moment at={since} as="exact" />
          </span>
        )}
      </p>
      <Parts parts={parts} />
      {leftOut.length > 0 && (
        <p className={classes.none}>
          {t('risk.leftOut', { factors: leftOut.map((factor) => t(`risk.factors.${factor}`)).join(', ') })}
        </p>
      )}
      {history.length > 1 && (
        <Chart
          label={t('risk.healthHistory')}
          kind="line"
          height={64}
          format={(value) => formatNumber(Math.round(value))}
          headers={[t('risk.day'), t('risk.health')]}
          points={history.map(({ day, score: was }) => ({
            id: day,
            label: formatDate(day, i18n.language),
            value: was,
          }))}
        />
      )}
    </div>
  );
}

/** “−18: no sign-in for 24 days”, the most expensive first. */
function Parts({ parts }: { parts: HealthView['parts'] }) {
  const { t } = useTranslation('pages');
  const signals = useSignals();
  const now = Date.now();
  if (parts.length === 0) return <p className={classes.none}>{t('risk.nothingLost')}</p>;
  return (
    <ul className={classes.parts}>
      {parts.map((part) => (
        <li key={`${part.kind} ${part.signal ?? ''}`}>
          <b>{formatNumber(part.points)}</b>
          <span>{healthPartWords(part, currentLanguage(), now, (key) => signals.get(key)?.name ?? key)}</span>
        </li>
      ))}
    </ul>
  );
}
