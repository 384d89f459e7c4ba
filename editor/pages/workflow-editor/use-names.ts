import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useDraft } from '../../draft/draft-store.ts';
import { knowNames, type Referred, referredIn } from '../../draft/known-names.ts';
import { useProblems } from '../../draft/problems-store.ts';
import { segmentsQuery, signalsQuery, templatesQuery, workflowsQuery } from '../../inspector/list-queries.ts';

type Named = { key?: string | undefined; id?: string; name: string };

/** Learns what people call the segments, signals, texts and workflows of the draft, as far as it names any. */
export function useNamesOfDraft(): void {
  const draft = useDraft(({ history }) => history.present);
  const referred = useMemo(() => referredIn([draft.entry, draft.goal, draft.exit, draft.steps]), [draft]);
  const asked = (kind: Referred) => ({ enabled: referred.has(kind) });
  useNamed('segment', useQuery({ ...segmentsQuery, ...asked('segment') }).data?.items);
  useNamed('workflow', useQuery({ ...workflowsQuery, ...asked('workflow') }).data?.items);
  const signals = useQuery({ ...signalsQuery, ...asked('signal') }).data;
  useNamed('signal', signals?.items);
  const templates = useQuery({ ...templatesQuery, ...asked('template') }).data;
  useNamed('template', templates?.items);
  useEffect(() => {
    // What is not on the first page of a list may be there all the same.
    if (templates?.next === null) useProblems.setState({ templates: keysOf(templates.items) });
  }, [templates]);
  useEffect(() => {
    if (signals) useProblems.setState({ signals: keysOf(signals.items) });
  }, [signals]);
}

function useNamed(kind: Referred, items: readonly Named[] | undefined): void {
  useEffect(() => {
    if (!items) return;
    const pairs = items.flatMap(({ key, id, name }) =>
      [key, id].flatMap((each) => (each === undefined ? [] : [[each, name || each] as const])),
    );
    knowNames(kind, new Map(pairs));
  }, [kind, items]);
}

function keysOf(items: readonly { key: string }[]): ReadonlySet<string> {
  return new Set(items.map(({ key }) => key));
}
