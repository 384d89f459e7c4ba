import type { DeadLetterKind, DeadLetterView } from '../../../shared/dead-letter.ts';
import type { Dispatch } from '../../../shared/dispatch.ts';
import type { Message } from '../../../shared/message.ts';
import { problem } from '../../../shared/problems.ts';
import type { DeadIntake } from '../../ports/intake.ts';
import type { PageRequest, Place } from '../../ports/stores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { shownCall, shownText } from './shown-payload.ts';

/** One dead letter, as its store has it. */
export type DeadLetter =
  | { kind: 'message'; at: Date; it: Message }
  | { kind: 'call' | 'team-mail'; at: Date; it: Dispatch }
  | { kind: 'events'; at: Date; it: DeadIntake };

/** What failed for good, newest first: messages, calls, mail to the team and events that could not be matched. */
export const listDeadLetters: Verb<'listDeadLetters'> = async (runtime, { query }) => {
  const page = await deadLetters(runtime, query.kind, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return { items: await viewsOf(runtime, page.items), next: encodeCursor(page.next) };
};

/** One of them with what would be sent. */
export const getDeadLetter: Verb<'getDeadLetter'> = async (runtime, { params }) => {
  const letter = await deadLetterOf(runtime, params.id);
  const [view] = letter ? await viewsOf(runtime, [letter]) : [];
  if (!letter || !view) throw problem('DEAD_LETTER_UNKNOWN', { id: params.id });
  return { ...view, payload: await payloadOf(runtime, letter) };
};

/** A page of the lists together: each is read from the same place, and no further than the page can show. */
export async function deadLetters(
  runtime: Pick<Runtime, 'messages' | 'dispatches' | 'intake'>,
  kind: DeadLetterKind | undefined,
  request: PageRequest,
): Promise<{ items: DeadLetter[]; next: Place | undefined }> {
  const wants = (...kinds: DeadLetterKind[]) => kind === undefined || kinds.includes(kind);
  const [messages, dispatches, intakes] = await Promise.all([
    wants('message') ? runtime.messages.list({ ...request, status: 'failed' }) : undefined,
    wants('call', 'team-mail') ? runtime.dispatches.failed({ ...request, kind: targetOf(kind) }) : undefined,
    wants('events') ? runtime.intake.dead(request) : undefined,
  ]);
  const found = [
    ...(messages?.items ?? []).map((it): DeadLetter => ({ kind: 'message', at: it.createdAt, it })),
    ...(dispatches?.items ?? []).map(letterOf),
    ...(intakes?.items ?? []).map((it): DeadLetter => ({ kind: 'events', at: it.deadAt, it })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.it.id < b.it.id ? 1 : -1));
  const items = found.slice(0, request.limit);
  const last = items.at(-1);
  const isMore =
    found.length > items.length || [messages, dispatches, intakes].some((page) => page?.next !== undefined);
  return { items, next: isMore && last ? [last.at.getTime(), last.it.id] : undefined };
}

/** The dead letter of an id; undefined where it is none, or none any more. */
export async function deadLetterOf(
  runtime: Pick<Runtime, 'messages' | 'dispatches' | 'intake'>,
  id: string,
): Promise<DeadLetter | undefined> {
  const [message, dispatches, intake] = await Promise.all([
    runtime.messages.byId(id),
    runtime.dispatches.byIds([id]),
    runtime.intake.deadById(id),
  ]);
  const dispatch = dispatches.get(id);
  if (message?.status === 'failed') return { kind: 'message', at: message.createdAt, it: message };
  if (dispatch?.status === 'failed') return letterOf(dispatch);
  return intake && { kind: 'events', at: intake.deadAt, it: intake };
}

function letterOf(it: Dispatch): DeadLetter {
  return { kind: it.to.kind === 'webhook' ? 'call' : 'team-mail', at: it.createdAt, it };
}

function targetOf(kind: DeadLetterKind | undefined): 'webhook' | 'team-mail' | undefined {
  if (kind === 'call') return 'webhook';
  return kind === 'team-mail' ? 'team-mail' : undefined;
}

async function viewsOf(runtime: Runtime, letters: readonly DeadLetter[]): Promise<DeadLetterView[]> {
  const ids = letters.flatMap((letter) => (letter.kind === 'events' ? [] : (letter.it.workflowId ?? [])));
  const workflows = await runtime.workflows.byIds([...new Set(ids)]);
  return letters.map((letter) => {
    const common = { id: letter.it.id, kind: letter.kind, at: letter.at.toISOString() };
    const reason = letter.it.reason ?? '';
    if (letter.kind === 'events') {
      const { messageIds, attempts = 0 } = letter.it;
      return { ...common, what: String(messageIds.length), reason, attempts };
    }
    const { contactId, workflowId, attempts } = letter.it;
    return {
      ...common,
      ...whatAndTo(letter),
      contactId,
      userId: letter.kind === 'message' ? letter.it.userId : undefined,
      workflowId,
      workflowName: workflows.get(workflowId ?? '')?.name,
      reason,
      attempts,
    };
  });
}

function whatAndTo(letter: Exclude<DeadLetter, { kind: 'events' }>): {
  what: string;
  to?: string | undefined;
} {
  if (letter.kind === 'message') return { what: letter.it.subject, to: letter.it.to };
  const { to } = letter.it;
  if (to.kind === 'webhook') return { what: to.url };
  return to.kind === 'task' ? { what: to.task.title } : { what: to.subject, to: to.address };
}

async function payloadOf(runtime: Pick<Runtime, 'events'>, letter: DeadLetter): Promise<string> {
  if (letter.kind === 'message') return letter.it.text;
  if (letter.kind === 'events') {
    const events = await runtime.events.byIds(letter.it.messageIds);
    return shownText(
      events.map(({ id, type, name, sourceId, timestamp, properties, traits }) => ({
        ...{ id, type, name, sourceId, timestamp, properties, traits },
      })),
    );
  }
  const { to } = letter.it;
  if (to.kind === 'webhook') return shownCall(to);
  return to.kind === 'team-mail' ? to.text : (to.task.note ?? '');
}
