import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step } from '../../shared/steps/index.ts';
import { reasonsOf } from '../../shared/steps/wait-until.ts';
import { type Workflow, workflowSchema } from '../../shared/workflow.ts';
import { root } from './source-files.ts';

interface JourneyLike {
  workflow?: object;
  workflows?: Record<string, object>;
  happenings: { overdue?: string }[];
  tells: string[];
}

/**
 * What the golden journeys show, as `sort of thing: thing`. Read from the lines they tell, which their own tests
 * compare with what happened, and from the documents that these lines are about.
 */
export function shownByJourneys(): Set<string> {
  const shown = new Set<string>();
  for (const journey of [...journeysIn('test/golden'), ...journeysIn('test/golden/world')]) {
    const documents = Object.entries(journey.workflows ?? { '': journey.workflow ?? {} }).map(
      ([name, document]) => [name, read(document)] as const,
    );
    for (const line of journey.tells)
      for (const thing of thingsIn(line, new Map(documents))) shown.add(thing);
    for (const { overdue } of journey.happenings) if (overdue) shown.add(`overdue: ${overdue}`);
  }
  return shown;
}

/** The name under which an exit is shown: those that the document’s author names are all the same. */
export function exitName(step: Step, exit: string): string {
  const named = 'paths' in step ? step.paths : step.kind === 'wait-until' ? reasonsOf(step) : [];
  return named.some(({ id }) => id === exit) ? 'of its own' : exit;
}

function journeysIn(folder: string): JourneyLike[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(root, folder, name), 'utf8')) as JourneyLike[]);
}

function read(document: object): Workflow {
  return workflowSchema.parse({ format: 'mooring.workflow/1', ...document });
}

function thingsIn(line: string, documents: ReadonlyMap<string, Workflow>): string[] {
  const refusals = /^job enrol: .*"notEntered":(\{.*?\})/.exec(line)?.[1];
  if (refusals) return Object.keys(JSON.parse(refusals) as object).map((reason) => `refusal: ${reason}`);
  const unsent = /^mail .*: \w+ \(([^)]+)\)/.exec(line)?.[1];
  if (unsent) return [`unsent: ${unsent}`];
  const [, about, what = ''] = /^(?:\S+Z )?(?:\S+ in (\S+): )?(.*)$/.exec(line) ?? [];
  // What was published in another's place may be meant under its name, too.
  const meant =
    about === undefined || documents.size === 1 ? [...documents.values()] : known(documents, about);
  const kind = /^enters by (\w+)/.exec(what)?.[1];
  if (kind) return meant.flatMap((document) => triggerShown(document, kind));
  const [, place, exit = '', why] = /^(.+) → (\S+)(?: \((\S+)\))?$/.exec(what) ?? [];
  if (place !== undefined)
    return [
      ...meant.flatMap(({ steps }) => exitShown(steps, place, exit)),
      ...(why ? [`put off: ${why}`] : []),
    ];
  const [, status, ending, because = ''] =
    /^(\w+)(?: at \S+)?(?: until \S+)?(?:: (\S+)| \(([^)]+)\))?/.exec(what) ?? [];
  return [
    `status: ${status}`,
    ...[ending ?? '', ...because.split(', ')].flatMap((reason) => [
      `reason: ${reason.replace(/:.*/, '')}`,
      `put off: ${reason}`,
    ]),
  ];
}

function known(documents: ReadonlyMap<string, Workflow>, name: string): Workflow[] {
  const own = documents.get(name);
  return own ? [own] : [...documents.values()];
}

/** A trigger with its settings, of a document that has this kind. */
function triggerShown({ subject, entry }: Workflow, kind: string): string[] {
  const { trigger, reentry } = entry;
  if (trigger.kind !== kind) return [];
  return [
    `trigger: ${kind} of ${subject}`,
    `re-entry: ${reentry.mode}`,
    ...Object.entries(trigger).flatMap(([setting, value]) => [
      `trigger: ${kind} ${setting}`,
      `trigger: ${kind} ${setting} ${String(value)}`,
    ]),
  ];
}

function exitShown(steps: Workflow['steps'], place: string, exit: string): string[] {
  const step = Object.entries(steps).find(([id, { name }]) => name === place || id === place)?.[1];
  if (!step) return [];
  const reason = step.kind === 'wait-until' ? reasonsOf(step).find(({ id }) => id === exit) : undefined;
  return [
    `exit: ${step.kind} ${exitName(step, exit)}`,
    ...Object.entries(reason ?? {}).flatMap(([key, value]) => [
      `awaited: ${key}`,
      `awaited: ${key} ${String(value)}`,
    ]),
  ];
}
