import type { SignalKey } from '../../../shared/playbooks/shipped-signal.ts';
import { DAY } from '../../../shared/time.ts';
import type { Opening } from '../../ports/signals.ts';
import type { CrowdAccount } from './crowd.ts';
import { leftDaysAgo } from './crowd-days.ts';
import { cancelPageDaysAgo } from './crowd-turns.ts';

/** How long a visit of the cancel page is remembered. */
const REMEMBERED = 14;

/**
 * The signals that were open and are not any more in the stories of an account: before some left, and for some that
 * stayed. Nobody watched then, so that it follows from the stories alone.
 */
export function pastOpenings({ id, story, turn }: CrowdAccount, now: Date): Opening[] {
  const opening = (signal: SignalKey, opened: number, resolved: number): Opening => ({
    id: `demo ${signal} ${id}`,
    signal,
    subject: `a:${id}`,
    turn: 0,
    open: false,
    openedAt: new Date(now.getTime() - opened * DAY),
    resolvedAt: new Date(now.getTime() - resolved * DAY),
    why: [],
  });
  const left = leftDaysAgo(turn);
  if (story === 'left' && turn % 2 === 0) return [opening('cancel-page', left + 6, left)];
  if (story === 'left' && turn % 4 === 1) return [opening('payment-failed', left + 20, left)];
  if (story === 'leaving') return [opening('cancel-page', 20 + turn, 20 + turn - REMEMBERED)];
  if (story === 'grew' && turn % 3 === 0) {
    const looked = cancelPageDaysAgo(turn);
    return [opening('cancel-page', looked, looked - REMEMBERED)];
  }
  return [];
}
