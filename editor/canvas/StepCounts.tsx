import { Trans } from 'react-i18next';
import { useCounts } from '../draft/counts-store.ts';
import { TRIGGER } from '../draft/place.ts';

/** The numbers at the foot of a card; they come from their own store, so that a tick redraws nothing else. */
export function StepCounts({ id }: { id: string }) {
  const entered = useCounts(({ counts }) =>
    counts ? (id === TRIGGER ? counts.entered : (counts.steps[id]?.entered ?? 0)) : undefined,
  );
  const here = useCounts(({ counts }) => counts?.steps[id]?.here ?? 0);
  if (entered === undefined) return null;
  return (
    <span className="mo-counts">
      <span>
        <Trans ns="canvas" i18nKey="entered" count={entered} components={{ b: <b /> }} />
      </span>
      {here > 0 && (
        <span className="mo-here">
          <Trans ns="canvas" i18nKey="here" count={here} components={{ b: <b /> }} />
        </span>
      )}
    </span>
  );
}
