import { useTranslation } from 'react-i18next';
import { useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { useView } from '../draft/view-store.ts';
import { formatShare } from '../i18n/format.ts';
import { openTest } from '../inspector/open-test.ts';
import { Emphasised } from '../ui/Emphasised.tsx';

/** The days one can look back on. */
const RANGES = [30, 7, 1];

/** How many came, are here and reached the goal; nothing while the workflow was never live. */
export function StatsBar() {
  const { t, i18n } = useTranslation('canvas');
  const counts = useCounts((state) => state.counts);
  const days = useCounts((state) => state.days);
  const hasGoal = useDraft(({ history }) => history.present.goal !== undefined);
  if (!counts) return null;
  const { entered, inside, goals } = counts;
  return (
    <section className="mo-stats" aria-label={t('stats.label')}>
      <select
        className="mo-stat"
        aria-label={t('stats.range')}
        value={days ?? ''}
        onChange={({ currentTarget: { value } }) =>
          useCounts.setState({ days: value === '' ? undefined : Number(value) })
        }
      >
        <option value="">{t('stats.always')}</option>
        {RANGES.map((count) => (
          <option key={count} value={count}>
            {t('stats.days', { count })}
          </option>
        ))}
      </select>
      {entered === 0 && inside === 0 ? (
        <>
          <span>{t('stats.nobody')}</span>
          <button type="button" className="mo-stat" onClick={openTest}>
            {t('stats.tryOut')}
          </button>
        </>
      ) : (
        <>
          <span>
            <Emphasised text={t('stats.entered', { count: entered })} />
          </span>
          <button
            type="button"
            className="mo-stat"
            title={t('people.show')}
            onClick={() => useView.setState({ people: { step: undefined } })}
          >
            <Emphasised text={t('stats.inside', { count: inside })} />
          </button>
          {(hasGoal || goals > 0) && (
            <span>
              <Emphasised
                text={t('stats.goal', {
                  share: formatShare(entered > 0 ? goals / entered : 0, i18n.language),
                })}
              />
            </span>
          )}
        </>
      )}
    </section>
  );
}
