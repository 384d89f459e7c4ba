import type { Effect, InboxItem } from '../../../shared/enrolment.ts';
import type { Message } from '../../../shared/message.ts';
import type { Task } from '../../../shared/task.ts';
import { DAY } from '../../../shared/time.ts';
import { diceOf } from './dice.ts';

const HOUR = 3_600_000;
const SECOND = 1_000;
/** So long somebody takes to look through what waits for approval, and how long some of it is thought over. */
const APPROVAL = 5 * HOUR;
const THOUGHT = 4 * DAY;

/** What became of a past message: the outcome its step was told, and what its record says. */
export interface MessageFate {
  outcome: 'sent' | 'notSent' | 'held';
  sentAt: Date;
  record: Partial<Message>;
}

/** What becomes of a message that was made at a moment, the same each time; nothing that is later than `until`. */
export function messageFate(
  effect: Extract<Effect, { type: 'message' }>,
  mayGo: boolean,
  until: Date,
): MessageFate {
  const dice = diceOf(effect.id);
  const sentAt = effect.held ? approvedAt(effect) : new Date(effect.at.getTime() + 2 * SECOND);
  if (!mayGo)
    return {
      outcome: 'notSent',
      sentAt,
      record: { status: 'suppressed', reason: 'unsubscribed', nextAt: undefined },
    };
  if (sentAt > until) return { outcome: 'held', sentAt, record: {} };
  const sent = { provider: 'preview' as const, sentAt, attempts: 1, nextAt: undefined };
  if (dice.chance(0.02))
    return {
      outcome: 'sent',
      sentAt,
      record: { ...sent, status: 'bounced', reason: '550 mailbox not found' },
    };
  const after = (seconds: number) => {
    const at = new Date(sentAt.getTime() + seconds * SECOND);
    return at <= until ? at : undefined;
  };
  const isOpened = dice.chance(0.44);
  const openedAt = isOpened ? after(dice.between(300, 90_000)) : undefined;
  const clickedAt =
    openedAt && dice.chance(0.3)
      ? new Date(Math.min(until.getTime(), openedAt.getTime() + 45_000))
      : undefined;
  return {
    outcome: 'sent',
    sentAt,
    record: { ...sent, status: 'delivered', deliveredAt: after(4), openedAt, clickedAt },
  };
}

/** What a person made of a past task: when, and what came of it; undefined while it is open. */
export type TaskFate = { at: Date; outcome: NonNullable<Task['outcome']> } | undefined;

/** How the account of a task is today: well, still in trouble, or no customer any more. */
export type AccountFate = 'calm' | 'troubled' | 'left';

const outcomes = {
  calm: ['saved', 'saved', 'reason', 'postponed'],
  troubled: ['postponed', 'reason', 'postponed', 'reason'],
  left: ['lost', 'lost', 'reason', 'postponed'],
} as const satisfies Record<AccountFate, readonly [Task['outcome'], ...Task['outcome'][]]>;

/** What becomes of a task that was made at a moment, the same each time. */
export function taskFate(
  effect: Extract<Effect, { type: 'task' }>,
  dueIn: number,
  account: AccountFate,
  until: Date,
): TaskFate {
  const dice = diceOf(effect.id);
  const takes = (dueIn * dice.between(15, 110)) / 100;
  // A few are days late, which is what the inbox shows as overdue.
  const at = new Date(madeAt(effect).getTime() + takes + (dice.chance(0.1) ? 3 * DAY : 0));
  return at > until ? undefined : { at, outcome: dice.oneOf(outcomes[account]) };
}

/** When a task that a step made is there for people: at once, or when somebody has approved it. */
export function madeAt(effect: Extract<Effect, { type: 'task' }>): Date {
  return effect.held ? approvedAt(effect) : effect.at;
}

function approvedAt({ id, at }: Pick<Effect, 'id' | 'at'>): Date {
  return new Date(at.getTime() + (diceOf(`${id}-approved`).chance(0.4) ? THOUGHT : APPROVAL));
}

/** What the enrolment is told of a fate. */
export function toldOf(effect: Effect, fate: MessageFate | TaskFate): InboxItem[] {
  if (!fate) return [];
  if (!('record' in fate))
    return [
      {
        type: 'task',
        id: `fate:${effect.id}`,
        effect: effect.id,
        status: 'done',
        outcome: fate.outcome,
        at: fate.at,
      },
    ];
  if (fate.outcome === 'held') return [];
  const { openedAt, clickedAt, status } = fate.record;
  const marks = [
    ...(status === 'bounced' ? [['bounced', fate.sentAt] as const] : []),
    ...(openedAt ? [['opened', openedAt] as const] : []),
    ...(clickedAt ? [['clicked', clickedAt] as const] : []),
  ];
  return [
    { type: 'effect', id: effect.id, outcome: fate.outcome, at: fate.sentAt },
    ...marks.map(
      ([is, at]): InboxItem => ({
        type: 'message',
        id: `fate:${is}:${effect.id}`,
        effect: effect.id,
        is,
        at,
      }),
    ),
  ];
}
