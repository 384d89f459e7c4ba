import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { meetingPoint } from '../draft/fragment.ts';
import { notesOf } from '../draft/notes.ts';
import { entrance, type Place } from '../draft/place.ts';

/** One line of the outline: a step, a path of a branch, or a way to a step that stands elsewhere. */
export type OutlineLine =
  | { is: 'step'; id: string; level: number }
  | { is: 'path'; place: Place; level: number }
  | { is: 'jump'; place: Place; to: string; level: number }
  | { is: 'note'; key: string; text: string; level: number };

/**
 * The workflow as a nested list: the steps of a path stand under its label, what follows where paths meet stands on
 * the level of the branch again. Every step appears once; further ways to it are jumps.
 */
export function outlineOf(workflow: Workflow): OutlineLine[] {
  const lines: OutlineLine[] = notesAbout(workflow, undefined, 0);
  const seen = new Set<string>();
  const open: Task[] = [{ place: entrance, to: workflow.start, level: 0, until: undefined }];
  for (let task = open.pop(); task; task = open.pop()) {
    const { place, to, level, until } = task;
    if (task.labelled) lines.push({ is: 'path', place, level: level - 1 });
    const step = to === undefined ? undefined : workflow.steps[to];
    if (to === undefined || !step || to === until) continue;
    if (seen.has(to)) {
      lines.push({ is: 'jump', place, to, level });
      continue;
    }
    seen.add(to);
    lines.push({ is: 'step', id: to, level }, ...notesAbout(workflow, to, level + 1));
    const exits = exitsOf(step);
    const [only] = exits;
    if (exits.length === 1 && only) {
      open.push({ place: { from: to, exit: only.id }, to: only.to, level, until });
      continue;
    }
    const meeting = meetingPoint(workflow, to);
    // What is pushed last comes next: first the paths in their order, then what follows them all.
    if (meeting !== undefined && meeting !== until && !seen.has(meeting))
      open.push({ place, to: meeting, level, until });
    for (const exit of [...exits].reverse()) {
      const ends = meeting ?? until;
      open.push({
        place: { from: to, exit: exit.id },
        to: exit.to,
        level: level + 2,
        until: ends,
        labelled: true,
      });
    }
  }
  return lines;
}

/** The notes about a step, or about the whole workflow, which also those about a step that is gone are. */
function notesAbout(workflow: Workflow, step: string | undefined, level: number): OutlineLine[] {
  return notesOf(workflow).flatMap(({ key, note }) => {
    const about = note.step !== undefined && Object.hasOwn(workflow.steps, note.step) ? note.step : undefined;
    return about === step ? [{ is: 'note', key, text: note.text, level }] : [];
  });
}

interface Task {
  place: Place;
  to: string | undefined;
  level: number;
  /** The meeting point at which this path's lines end. */
  until: string | undefined;
  labelled?: boolean;
}
