import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MOST_AT_ONCE } from '../../../shared/many.ts';
import type { Selection } from '../../ui/select-column.tsx';

/** All that a list finds, by what the list was asked. */
export interface AllFound<Matching> {
  matching: Matching;
  count: number;
}

/** The way from the rows that are loaded to all that the list finds. */
export interface Whole {
  count: number;
  isChosen: boolean;
  choose: (isChosen: boolean) => void;
}

interface ChosenFrom<Row, Matching> {
  /** What the list is called in the cache, e.g. `contacts`. */
  of: string;
  rows: readonly Row[] | undefined;
  hasMore: boolean;
  /** What the list was asked; asked otherwise, nothing is chosen. */
  matching: Matching;
  /** Asks how many the list finds. */
  count: (matching: Matching, signal: AbortSignal) => Promise<{ count: number }>;
}

const nothing = { selected: new Set<string>() as ReadonlySet<string>, isWhole: false };

/** Which rows of a list are chosen: those ticked, or, once all that is loaded is, all that the list finds. */
export function useChosen<Row extends { id: string }, Matching>({
  of,
  rows = [],
  hasMore,
  matching,
  count,
}: ChosenFrom<Row, Matching>) {
  const asked = JSON.stringify(matching);
  const [choice, setChoice] = useState({ asked, ...nothing });
  const { selected, isWhole } = choice.asked === asked ? choice : nothing;
  const chosen = isWhole ? rows : rows.filter(({ id }) => selected.has(id));
  const isAllTicked = rows.length > 0 && chosen.length === rows.length;
  const isOffered = isAllTicked && (hasMore || rows.length > MOST_AT_ONCE);
  const counted = useQuery({
    queryKey: [of, 'count', matching],
    queryFn: ({ signal }) => count(matching, signal),
    enabled: isOffered,
    staleTime: 0,
  }).data;
  const selection: Selection = {
    selected: isWhole ? new Set(rows.map(({ id }) => id)) : selected,
    onChange: (keys) => setChoice({ asked, selected: keys, isWhole: false }),
  };
  const choose = (isChosen: boolean) =>
    setChoice({ asked, selected: new Set(rows.map(({ id }) => id)), isWhole: isChosen });
  return {
    selection,
    chosen,
    /** All that the list finds, where that is what is chosen. */
    all: isWhole && counted ? ({ matching, count: counted.count } satisfies AllFound<Matching>) : undefined,
    whole:
      isOffered && counted
        ? ({ count: counted.count, isChosen: isWhole, choose } satisfies Whole)
        : undefined,
    clear: () => setChoice({ asked, ...nothing }),
  };
}
