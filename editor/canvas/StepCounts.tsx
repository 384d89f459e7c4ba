import { IconTrophy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { useView } from '../draft/view-store.ts';
import { formatNumber } from '../i18n/format.ts';
import { Emphasised } from '../ui/Emphasised.tsx';
import { resultText } from './step-result.ts';
import { useWords } from './use-words.ts';

/** The numbers at the foot of a card; they come from their own store, so that a tick redraws nothing else. */
export function StepCounts({ id }: { id: string }) {
  const { t } = useTranslation('canvas');
  useWords();
  const step = useDraft(({ history }) => history.present.steps[id]);
  const entered = useCounts(({ counts }) =>
    counts ? (id === TRIGGER ? counts.entered : (counts.steps[id]?.entered ?? 0)) : undefined,
  );
  const here = useCounts(({ counts }) => counts?.steps[id]?.here ?? 0);
  const result = useCounts(({ counts }) => (counts ? resultText(step, id, counts) : ''));
  const leads = useCounts(({ counts }) => counts?.steps[id]?.paths?.leads !== undefined);
  // Only the current step's number is a stop of the Tab key, as with its “+”.
  const isCurrent = useView((view) => view.current === id);
  if (entered === undefined) return null;
  return (
    <span className="mo-counts" data-none={entered === 0 || undefined}>
      <span>
        <Emphasised text={t('entered', { count: entered })} />
      </span>
      {here > 0 && (
        <button
          type="button"
          className="mo-here"
          tabIndex={isCurrent ? 0 : -1}
          title={result === '' ? t('people.show') : t('people.showCount', { count: here })}
          aria-label={t('people.showCount', { count: here })}
          onClick={() => useView.setState({ people: { step: id } })}
        >
          {/* Beside a result there is room for the number alone. */}
          {result === '' ? <Emphasised text={t('here', { count: here })} /> : <b>{formatNumber(here)}</b>}
        </button>
      )}
      {result !== '' && (
        <span className="mo-result" data-leads={leads || undefined} title={result}>
          {leads && <IconTrophy size={14} stroke={2} aria-hidden />}
          {partsOf(result).map((part) => (
            <span key={part}>{part}</span>
          ))}
        </span>
      )}
    </span>
  );
}

/** A result in the parts that are shown or left out whole, each with the mark that joins it to the one before. */
function partsOf(result: string): string[] {
  return result.split(/(?= · )/);
}
