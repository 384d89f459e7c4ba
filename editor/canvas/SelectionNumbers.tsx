import { useEffect, useState } from 'react';
import { useCounts } from '../draft/counts-store.ts';
import { currentDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { useView } from '../draft/view-store.ts';
import { numbersText } from './step-result.ts';

/** Says the numbers of a step when it is selected, and only then: a tick every few seconds would drown out all else. */
export function SelectionNumbers() {
  const selected = useView((view) => view.selected);
  const [said, say] = useState('');
  useEffect(() => {
    const { counts } = useCounts.getState();
    const step = selected === null ? undefined : currentDraft().steps[selected];
    const hasNumbers = selected === TRIGGER || (step && step.kind !== 'exit');
    say(counts && selected !== null && hasNumbers ? numbersText(step, selected, counts) : '');
  }, [selected]);
  return (
    <p className="mo-said" role="status" data-said-numbers>
      {said}
    </p>
  );
}
