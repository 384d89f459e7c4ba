import type { Step } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { inFlowOrder } from '../draft/many-steps.ts';
import { notesOf } from '../draft/notes.ts';
import { TRIGGER } from '../draft/place.ts';
import { matches } from './palette-groups.ts';
import { kindTitle, spokenName, summaryOf, triggerName, triggerNote } from './step-words.ts';

/**
 * What a search finds on the canvas: the trigger, steps and notes whose kind, name, summary or any text in them holds
 * the words, in the order the flow comes to them. An empty search finds nothing.
 */
export function findOnCanvas(workflow: Workflow, search: string): string[] {
  if (search.trim() === '') return [];
  const found: string[] = [];
  const notes = notesOf(workflow).filter(({ note }) => matches(note.text, search));
  const notesAbout = (step: string | undefined) =>
    notes.filter(({ note }) => note.step === step).map(({ key }) => key);
  const trigger = [
    kindTitle('trigger'),
    triggerName(workflow),
    triggerNote(workflow),
    ...textsIn(workflow.entry),
  ];
  if (trigger.some((text) => matches(text, search))) found.push(TRIGGER);
  found.push(...notesAbout(undefined));
  for (const id of inFlowOrder(workflow, Object.keys(workflow.steps))) {
    const step = workflow.steps[id];
    if (step && textsOf(step).some((text) => matches(text, search))) found.push(id);
    found.push(...notesAbout(id));
  }
  return found;
}

function textsOf(step: Step): string[] {
  // An unnamed exit is only an end; a search for “exit” would light up every one of them.
  if (step.kind === 'exit' && !step.name) return [];
  return [spokenName(step), summaryOf(step), ...textsIn(step)];
}

/** What is written in a step, except what people never see: ids and where it leads. */
const unseen = new Set([
  'id',
  'kind',
  'next',
  'otherwise',
  'exits',
  'operator',
  'fact',
  'measure',
  'purpose',
]);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.entries(value).flatMap(([key, inner]) => (unseen.has(key) ? [] : textsIn(inner)));
}
