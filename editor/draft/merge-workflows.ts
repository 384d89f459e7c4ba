import { same } from '../../shared/changes/same.ts';
import { linksOf, reachableFrom } from '../../shared/graph.ts';
import { connectExit, exitsOf, type Step } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { chainNewSteps, ledPast } from './merge-links.ts';
import { mergeProperties } from './merge-values.ts';
import type { NewId } from './open-ends.ts';
import { closeOpenEnds } from './open-ends.ts';
import { TRIGGER } from './place.ts';

export type Side = 'mine' | 'theirs';

/** Something both sides changed in different ways: a step (by id), or a setting of the workflow (step null). */
export interface MergeConflict {
  step: string | null;
  /** What differs: property names, `next:<exit>` for a connection, `deleted` where one side deleted the step. */
  about: string[];
}

export interface Merge {
  workflow: Workflow;
  conflicts: MergeConflict[];
  /** Steps that one side's edits cut off from the other side's flow: nobody would reach them any more. */
  cutOff: string[];
}

/**
 * Joins two edits of the same document, step by step. What only one side changed is taken from it; where both put
 * steps at the same place, they follow one another. A conflict is decided by `prefer` and told; nothing either side
 * added is ever left out.
 */
export function mergeWorkflows(
  base: Workflow,
  mine: Workflow,
  theirs: Workflow,
  newId: NewId,
  prefer: (step: string | null) => Side = () => 'mine',
): Merge {
  const conflicts = new Map<string | null, Set<string>>();
  const tell = (step: string | null, about: string): Side => {
    conflicts.set(step, (conflicts.get(step) ?? new Set()).add(about));
    return prefer(step);
  };
  const steps: Record<string, Step> = {};
  for (const id of idsOf(mine, theirs)) {
    const step = mergeStep(id, [base.steps[id], mine.steps[id], theirs.steps[id]], tell);
    if (step) steps[id] = step;
  }
  let workflow: Workflow = {
    ...mergeSettings(base, mine, theirs, tell),
    steps,
    notes: mergeNotes(base, mine, theirs),
  };
  workflow = mergeConnections(workflow, base, mine, theirs, tell);
  workflow = dropLooseExits(closeOpenEnds(workflow, newId));
  return {
    workflow,
    conflicts: [...conflicts].map(([step, about]) => ({ step, about: [...about] })),
    cutOff: cutOffIn(workflow, [mine, theirs]),
  };
}

/** Whether a merge can be taken without asking anybody. */
export function isClean({ conflicts, cutOff }: Merge): boolean {
  return conflicts.length === 0 && cutOff.length === 0;
}

type Tell = (step: string | null, about: string) => Side;

function mergeStep(
  id: string,
  [base, mine, theirs]: [Step | undefined, Step | undefined, Step | undefined],
  tell: Tell,
): Step | undefined {
  if (mine && theirs) {
    if (!base) return same(bare(mine), bare(theirs)) || tell(id, 'kind') === 'mine' ? mine : theirs;
    if (mine.kind !== theirs.kind) {
      if (mine.kind === base.kind) return theirs;
      return theirs.kind === base.kind || tell(id, 'kind') === 'mine' ? mine : theirs;
    }
    return mergeProperties(bare(base), bare(mine), bare(theirs), (about) => tell(id, about)) as Step;
  }
  const left = mine ?? theirs;
  if (!base || !left) return left;
  // One side deleted it: that counts unless the other side worked on it.
  if (same(bare(base), bare(left)) || base.kind === 'exit') return undefined;
  const isKept = tell(id, 'deleted') === (mine ? 'mine' : 'theirs');
  return isKept ? left : undefined;
}

/** The step without its connections: they are merged one by one. */
function bare(step: Step): Step {
  return exitsOf(step).reduce((now, { id }) => connectExit(now, id, undefined), step);
}

function mergeConnections(
  workflow: Workflow,
  base: Workflow,
  mine: Workflow,
  theirs: Workflow,
  tell: Tell,
): Workflow {
  const kept = workflow.steps;
  const chained = new Map<string, string>();
  const pick = (
    from: string,
    exit: string,
    targets: [string | undefined, string | undefined, string | undefined],
  ): string | undefined => {
    const [was, own, other] = targets;
    if (own === other || other === was) return own;
    if (own === was) return other;
    // What only follows from a deletion is no decision of its own.
    if (own === ledPast(base.steps, mine.steps, was)) return other;
    if (other === ledPast(base.steps, theirs.steps, was)) return own;
    const ends =
      own === undefined || other === undefined ? undefined : chainNewSteps(base, mine, [was, own, other]);
    if (ends) {
      for (const end of ends) chained.set(end, other as string);
      return own;
    }
    return tell(from === TRIGGER ? null : from, `next:${exit}`) === 'mine' ? own : other;
  };
  const start = pick(TRIGGER, 'next', [base.start, mine.start, theirs.start]);
  const picked = Object.entries(kept).map(([id, step]): [string, [string, string | undefined][]] => [
    id,
    exitsOf(step).map(({ id: exit }) => [
      exit,
      pick(id, exit, [leads(base, id, exit), leads(mine, id, exit), leads(theirs, id, exit)]),
    ]),
  ]);
  const all = { ...base.steps, ...mine.steps, ...theirs.steps };
  const land = (to: string | undefined) => ledPast(all, kept, to);
  const steps = Object.fromEntries(
    picked.map(([id, exits]) => [
      id,
      exits.reduce<Step>(
        (now, [exit, to]) => connectExit(now, exit, land(chained.get(`${id}|${exit}`) ?? to)),
        kept[id] as Step,
      ),
    ]),
  );
  return withOptional({ ...workflow, steps }, 'start', land(start));
}

function leads(workflow: Workflow, id: string, exit: string): string | undefined {
  const step = workflow.steps[id];
  return step && exitsOf(step).find((each) => each.id === exit)?.to;
}

function mergeSettings(base: Workflow, mine: Workflow, theirs: Workflow, tell: Tell): Workflow {
  const decide = (about: string) => tell(null, about);
  const entry = mergeProperties(base.entry, mine.entry, theirs.entry, decide);
  const merged = mergeProperties(settingsOf(base), settingsOf(mine), settingsOf(theirs), decide);
  return { ...merged, entry } as Workflow;
}

function settingsOf({ steps: _, start: __, notes: ___, entry: ____, ...settings }: Workflow) {
  return settings;
}

/** Notes by their id; of two texts for one note both are kept. */
function mergeNotes(base: Workflow, mine: Workflow, theirs: Workflow): Workflow['notes'] {
  const key = (note: Workflow['notes'][number]) => note.id ?? JSON.stringify(note);
  const was = new Map(base.notes.map((note) => [key(note), note]));
  const other = new Map(theirs.notes.map((note) => [key(note), note]));
  const own = new Map(mine.notes.map((note) => [key(note), note]));
  const notes = mine.notes.flatMap((note) => {
    const now = other.get(key(note));
    const before = was.get(key(note));
    if (!now) return before && same(before, note) ? [] : [note];
    if (!before || same(now, before) || same(now, note)) return [note];
    if (same(note, before)) return [now];
    const text = note.text === now.text ? note.text : `${note.text}\n${now.text}`;
    return [{ ...note, text: text.slice(0, 2_000) }];
  });
  const added = theirs.notes.filter((note) => {
    const before = was.get(key(note));
    return !own.has(key(note)) && !(before && same(before, note));
  });
  return [...notes, ...added];
}

/** Exits that nothing leads to any more are the leftovers of joining, not something anybody drew. */
function dropLooseExits(workflow: Workflow): Workflow {
  const used = new Set(linksOf(workflow.steps).map(({ to }) => to));
  const steps = Object.fromEntries(
    Object.entries(workflow.steps).filter(
      ([id, { kind }]) => kind !== 'exit' || used.has(id) || workflow.start === id,
    ),
  );
  return { ...workflow, steps };
}

function cutOffIn(workflow: Workflow, sides: readonly Workflow[]): string[] {
  const reached = reachableFrom(workflow.steps, workflow.start);
  const wanted = new Set(sides.flatMap(({ steps, start }) => [...reachableFrom(steps, start)]));
  return Object.keys(workflow.steps).filter((id) => wanted.has(id) && !reached.has(id));
}

function idsOf(...workflows: Workflow[]): Set<string> {
  return new Set(workflows.flatMap(({ steps }) => Object.keys(steps)));
}
