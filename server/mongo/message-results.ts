import type { MessageStatus } from '../../shared/message.ts';
import type { MessageResult, MessageStore } from '../ports/stores.ts';
import type { Query } from './shelf.ts';

interface Change {
  filter: Query;
  update: Query;
}

/** The states a later report of the provider may change: what is final is not taken back. */
const changeable: Partial<Record<MessageStatus, readonly MessageStatus[]>> = {
  sent: ['unknown'],
  // A complaint comes as one more delivery, with its reason.
  delivered: ['sent', 'delivered', 'unknown'],
  failed: ['sent', 'unknown'],
  bounced: ['sent', 'delivered', 'unknown'],
};

/** Writes a result where the message is still queued, or is still being sent under the result's claim. */
export function settling(result: MessageResult, writer: string): Change {
  const held =
    result.claimBy === undefined ? { status: 'queued' } : { status: 'sending', 'claim.by': result.claimBy };
  return { filter: { _id: result.id, ...held }, update: written(result, writer) };
}

/** Writes a result where the message is in one of the states. */
export function moving(
  id: string,
  from: readonly MessageStatus[],
  to: MessageResult,
  writer: string,
): Change {
  return { filter: { _id: id, status: { $in: [...from] } }, update: written(to, writer) };
}

/** Writes what the provider reported: its state where that may still change, its times at their earliest. */
export function afterReport(id: string, change: Parameters<MessageStore['providerSaid']>[1]): Change[] {
  const { status, reason, ...times } = change;
  const changes: Change[] = [];
  if (Object.values(times).some((time) => time !== undefined))
    changes.push({ filter: { _id: id }, update: { $min: times } });
  if (status !== undefined)
    changes.push({
      filter: { _id: id, status: { $in: changeable[status] ?? [] } },
      update: { $set: { status, ...(reason === undefined ? {} : { reason }) } },
    });
  return changes;
}

/**
 * The fields of a result. A result still to be reported keeps its old `nextAt` when it names none: should the
 * process die before telling the enrolment, somebody looks again then.
 */
function written(result: MessageResult, writer: string): Query {
  const { id: _id, claimBy: _claimBy, nextAt, reason, ...fields } = result;
  const set: Record<string, unknown> = { writer };
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) set[field] = value;
  const unset: Record<string, ''> = { claim: '' };
  if (reason === undefined) unset.reason = '';
  else set.reason = reason;
  if (nextAt !== undefined) set.nextAt = nextAt;
  else if (result.unreported !== true) unset.nextAt = '';
  return { $set: set, $unset: unset };
}
