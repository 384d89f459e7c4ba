import { Trans, useTranslation } from 'react-i18next';
import { useCounts } from '../draft/counts-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { useView } from '../draft/view-store.ts';

/** The numbers at the foot of a card; they come from their own store, so that a tick redraws nothing else. */
export function StepCounts({ id }: { id: string }) {
  const { t } = useTranslation('canvas');
  const entered = useCounts(({ counts }) =>
    counts ? (id === TRIGGER ? counts.entered : (counts.steps[id]?.entered ?? 0)) : undefined,
  );
  const here = useCounts(({ counts }) => counts?.steps[id]?.here ?? 0);
  // Only the current step's number is a stop of the Tab key, as with its “+”.
  const isCurrent = useView((view) => view.current === id);
  if (entered === undefined) return null;
  return (
    <span className="mo-counts">
      <span>
        <Trans ns="canvas" i18nKey="entered" count={entered} components={{ b: <b /> }} />
      </span>
      {here > 0 && (
        <button
          type="button"
          className="mo-here"
          tabIndex={isCurrent ? 0 : -1}
          title={t('people.show')}
          onClick={() => useView.setState({ people: { step: id } })}
        >
          <Trans ns="canvas" i18nKey="here" count={here} components={{ b: <b /> }} />
        </button>
      )}
    </span>
  );
}
