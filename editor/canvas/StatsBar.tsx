import { Trans, useTranslation } from 'react-i18next';
import { useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { formatShare } from '../i18n/format.ts';

/** How many came, are here and reached the goal; nothing while the workflow was never live. */
export function StatsBar() {
  const { t, i18n } = useTranslation('canvas');
  const counts = useCounts((state) => state.counts);
  const hasGoal = useDraft(({ history }) => history.present.goal !== undefined);
  if (!counts) return null;
  const { entered, inside, goals } = counts;
  return (
    <section className="mo-stats" aria-label={t('stats.label')}>
      {entered === 0 ? (
        <span>{t('stats.nobody')}</span>
      ) : (
        <>
          <span>
            <Trans ns="canvas" i18nKey="stats.entered" count={entered} components={{ b: <b /> }} />
          </span>
          <span>
            <Trans ns="canvas" i18nKey="stats.inside" count={inside} components={{ b: <b /> }} />
          </span>
          {(hasGoal || goals > 0) && (
            <span>
              <Trans
                ns="canvas"
                i18nKey="stats.goal"
                values={{ share: formatShare(goals / entered, i18n.language) }}
                components={{ b: <b /> }}
              />
            </span>
          )}
        </>
      )}
    </section>
  );
}
