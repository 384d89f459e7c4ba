import { steps as definitions, type StepKind, stepKinds } from '../../shared/steps/index.ts';
import type { StepGroup } from '../../shared/steps/step-definition.ts';

/** The kinds of steps by group, in the order of the definitions; only those whose title matches a search. */
export function groupedKinds(
  titleOf: (kind: StepKind) => string,
  search = '',
): { group: StepGroup; kinds: StepKind[] }[] {
  const groups = new Map<StepGroup, StepKind[]>();
  for (const kind of stepKinds) {
    if (!matches(titleOf(kind), search)) continue;
    const { group } = definitions[kind];
    groups.set(group, [...(groups.get(group) ?? []), kind]);
  }
  return [...groups].map(([group, kinds]) => ({ group, kinds }));
}

/** Whether a text contains what is searched for, whatever the case. */
export function matches(text: string, search: string): boolean {
  return text.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
}
