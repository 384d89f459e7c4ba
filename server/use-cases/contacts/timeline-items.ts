import { type Case, isClosed } from '../../../shared/case.ts';
import type { Contact, TimelineItem } from '../../../shared/contact.ts';
import type { Enrolment } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { bandOf } from '../../../shared/health.ts';
import type { Message } from '../../../shared/message.ts';
import type { Task } from '../../../shared/task.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import type { HealthRecord } from '../../ports/health.ts';
import type { Move } from '../../ports/looks.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import type { Runtime } from '../runtime.ts';
import { openingIdOf } from '../signals/note-openings.ts';
import { saidIn } from '../signals/openings.ts';
import type { Timed } from './merge-pages.ts';

export type Workflows = ReadonlyMap<string, WorkflowRecord>;

/** Segments and signals by the names they have now; of a signal that opened, why it did. */
export async function moveItems(
  runtime: Pick<Runtime, 'openings' | 'segments' | 'settings' | 'signals'>,
  moves: readonly Move[],
): Promise<Timed<TimelineItem>[]> {
  const keysOf = (start: string) => [
    ...new Set(moves.flatMap(({ watch }) => (watch.startsWith(start) ? watch.slice(2) : []))),
  ];
  const opened = moves.filter(({ watch, holds }) => holds && watch.startsWith('g:'));
  const [segments, signals, openings, { language }] = await Promise.all([
    runtime.segments.byIds(keysOf('s:')),
    runtime.signals.byIds(keysOf('g:')),
    runtime.openings.byIds(opened.map(openingOf)),
    runtime.settings.get(),
  ]);
  return moves.map((move) => {
    const { id, watch, holds, at } = move;
    const why = openings.get(openingOf(move))?.why ?? [];
    const key = watch.slice(2);
    const isSegment = watch.startsWith('s:');
    return timed(id, at, {
      kind: isSegment
        ? holds
          ? 'segment-entered'
          : 'segment-left'
        : holds
          ? 'signal-opened'
          : 'signal-resolved',
      title: (isSegment ? segments : signals).get(key)?.document.name ?? key,
      ...(why.length > 0 ? { explanation: { pass: true, leaves: saidIn(language, why) } } : {}),
    });
  });
}

/** The id of what a move of a signal opened. The number of the turn stands at the end of its own. */
function openingOf({ id, watch, subject, at }: Move): string {
  return openingIdOf(subject, { watch, at: at.getTime(), turn: Number(id.slice(id.lastIndexOf(' ') + 1)) });
}

export function eventItem(event: StoredEvent): Timed<TimelineItem> {
  const isNamed = event.name !== undefined;
  const kind =
    event.type === 'identify' || event.type === 'group' || event.type === 'alias' ? event.type : 'event';
  return timed(event.id, event.timestamp, {
    kind: event.late ? 'late' : kind,
    title: event.name ?? event.type,
    detail: isNamed ? undefined : (event.groupId ?? event.previousId),
    properties: isNamed ? event.properties : event.traits,
  });
}

export function enrolmentItems(enrolment: Enrolment, workflows: Workflows): Timed<TimelineItem>[] {
  const { id, workflowId, status, reason, history, enteredAt, endedAt } = enrolment;
  const workflowName = workflows.get(workflowId)?.name;
  const about = { workflowId, workflowName, enrolmentId: id };
  const title = workflowName ?? workflowId;
  return [
    timed(`${id}:0`, enteredAt, {
      ...about,
      kind: 'entered',
      title,
      detail: enrolment.trigger.event,
      properties: enrolment.trigger.properties,
    }),
    ...history.map((taken) =>
      // Ids sort as steps were taken: several are often taken within one millisecond.
      timed(`${id}:1:${String(taken.visit).padStart(6, '0')}`, taken.at, {
        ...about,
        kind: 'step',
        title: stepName(workflows.get(workflowId), taken.step) ?? taken.kind,
        detail: taken.why ? `${taken.exit ?? 'waits'}: ${taken.why}` : taken.exit,
        step: taken.step,
        explanation: taken.explanations,
      }),
    ),
    ...(endedAt
      ? [timed(`${id}:2`, endedAt, { ...about, kind: 'ended', title, detail: reason ?? status })]
      : []),
  ];
}

export function messageItem(message: Message, workflows: Workflows): Timed<TimelineItem> {
  const { id, subject, status, reason, workflowId, enrolmentId, step } = message;
  return timed(id, message.createdAt, {
    kind: 'message',
    title: subject,
    detail: reason ? `${status}: ${reason}` : status,
    messageId: id,
    workflowId,
    workflowName: workflowId === undefined ? undefined : workflows.get(workflowId)?.name,
    enrolmentId,
    step,
  });
}

export function taskItem(task: Task, workflows: Workflows): Timed<TimelineItem> {
  const { id, title, status, outcome, workflowId, enrolmentId, step } = task;
  return timed(`task:${id}`, task.createdAt, {
    kind: 'task',
    title,
    detail: outcome ?? status,
    taskId: id,
    workflowId,
    workflowName: workflowId === undefined ? undefined : workflows.get(workflowId)?.name,
    enrolmentId,
    step,
  });
}

/** The days on which health came into another band: what it was at the end of them. */
export function healthItems({ id, at, days }: HealthRecord): Timed<TimelineItem>[] {
  return days.flatMap(({ day, score }, index) => {
    const before = days[index - 1];
    if (!before || bandOf(before.score) === bandOf(score)) return [];
    const isToday = dayOf(at.getTime()) === day;
    return [
      timed(`health:${id}:${day}`, isToday ? at : new Date((day + 1) * DAY - 1), {
        kind: 'health',
        title: 'health',
        detail: bandOf(score),
        properties: { before: before.score, after: score },
      }),
    ];
  });
}

/** When somebody agreed to something or refused it, and how that was told. */
export function consentItems({ id, consents = [] }: Contact): Timed<TimelineItem>[] {
  return consents.map(({ at, of, topic, to, source, by }, index) =>
    timed(`consent:${id}:${String(index).padStart(3, '0')}:${at}`, new Date(at), {
      kind: 'consent',
      title: topic === undefined ? of : `${of}: ${topic}`,
      detail: `${to}: ${source}`,
      ...(by === undefined ? {} : { properties: { by } }),
    }),
  );
}

/** The stages a case came to, and what was noted on the way. */
export function caseItems({ id, reason, stages, notes }: Case): Timed<TimelineItem>[] {
  return [
    ...stages.map(({ stage, at, by }, index) =>
      timed(`case:${id}:${String(index).padStart(4, '0')}`, at, {
        kind: 'case',
        title: by,
        detail: stage,
        properties: index === 0 || isClosed(stage) ? { reason } : {},
        caseId: id,
      }),
    ),
    ...notes.map((note) =>
      timed(`case:${id}:note:${note.id}`, note.at, {
        kind: 'case',
        title: note.by,
        detail: 'note',
        properties: { note: note.text },
        caseId: id,
      }),
    ),
  ];
}

function timed(id: string, at: Date, rest: Omit<TimelineItem, 'id' | 'at'>): Timed<TimelineItem> {
  return { id, at: at.getTime(), item: { id, at: at.toISOString(), ...rest } };
}

/** Names come from the draft: one query for all, and a renamed step is still the step. */
function stepName(workflow: WorkflowRecord | undefined, step: string): string | undefined {
  const steps = workflow?.document.steps;
  if (typeof steps !== 'object' || steps === null || !Object.hasOwn(steps, step)) return undefined;
  const { name } = (steps as Record<string, { name?: unknown } | undefined>)[step] ?? {};
  return typeof name === 'string' && name !== '' ? name : undefined;
}
