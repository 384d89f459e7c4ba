import type { TimelineItem } from '../../../shared/contact.ts';
import type { Enrolment } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { lookId } from '../../../shared/look.ts';
import type { Message } from '../../../shared/message.ts';
import type { Task } from '../../../shared/task.ts';
import type { Move } from '../../ports/looks.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';
import { listSource, mergePages, type Timed } from './merge-pages.ts';

/** How much of one contact's enrolments and tasks is looked through; nobody is in that many workflows. */
const AT_MOST = 200;

type Workflows = ReadonlyMap<string, WorkflowRecord>;

/** A contact's story, newest first: events, the ways through workflows with their reasons, messages and tasks. */
export const getTimeline: Verb<'getTimeline'> = async (runtime, { params, query }) => {
  const contact = await findContact(runtime, params.userId);
  const [enrolments, tasks] = await Promise.all([
    runtime.enrolments.ofSubject(contact.id, { limit: AT_MOST }),
    runtime.tasks.list({ contactId: contact.id, limit: AT_MOST }),
  ]);
  const workflowIds = [...enrolments.items, ...tasks.items].flatMap(({ workflowId }) => workflowId ?? []);
  const workflows = await runtime.workflows.byIds([...new Set(workflowIds)]);
  const page = await mergePages<TimelineItem>(
    [
      async (after, limit) =>
        (await runtime.events.timeline(contact.sourceIds, { limit, after })).items.map(eventItem),
      async (after, limit) =>
        (await runtime.messages.list({ contactId: contact.id, limit, after })).items.map((message) =>
          messageItem(message, workflows),
        ),
      async (after, limit) =>
        moveItems(
          runtime,
          (await runtime.moves.ofSubject(lookId('contact', contact.id), { limit, after })).items,
        ),
      listSource([
        ...enrolments.items.flatMap((enrolment) => enrolmentItems(enrolment, workflows)),
        ...tasks.items.map((task) => taskItem(task, workflows)),
      ]),
    ],
    decodeCursor(query.cursor),
    query.limit,
  );
  return { items: page.items, next: encodeCursor(page.next) };
};

/** Segments and signals by the names they have now. */
async function moveItems(runtime: Runtime, moves: readonly Move[]): Promise<Timed<TimelineItem>[]> {
  const keysOf = (start: string) => [
    ...new Set(moves.flatMap(({ watch }) => (watch.startsWith(start) ? watch.slice(2) : []))),
  ];
  const [segments, signals] = await Promise.all([
    runtime.segments.byIds(keysOf('s:')),
    runtime.signals.byIds(keysOf('g:')),
  ]);
  return moves.map(({ id, watch, holds, at }) => {
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
    });
  });
}

function eventItem(event: StoredEvent): Timed<TimelineItem> {
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

function enrolmentItems(enrolment: Enrolment, workflows: Workflows): Timed<TimelineItem>[] {
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
        detail: taken.exit,
        step: taken.step,
        explanation: taken.explanations,
      }),
    ),
    ...(endedAt
      ? [timed(`${id}:2`, endedAt, { ...about, kind: 'ended', title, detail: reason ?? status })]
      : []),
  ];
}

function messageItem(message: Message, workflows: Workflows): Timed<TimelineItem> {
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

function taskItem(task: Task, workflows: Workflows): Timed<TimelineItem> {
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
