import type { Contact } from '../../../shared/contact.ts';
import type { Enrolment } from '../../../shared/enrolment.ts';
import { lookId } from '../../../shared/look.ts';
import { hasEnded } from '../../engine/entering.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import type { Ports } from '../../ports/index.ts';
import { forgetLooks } from '../looks/forget.ts';

const PAGE = 200;
/** Each round hands over what the one before lost to a worker that was faster. */
const ROUNDS = 50;

type HandOverPorts = Pick<
  Ports,
  | 'alarms'
  | 'dispatches'
  | 'enrolments'
  | 'healths'
  | 'looks'
  | 'messages'
  | 'moves'
  | 'notices'
  | 'openings'
  | 'tasks'
>;

/**
 * Hands over the ways through workflows, the messages and the tasks of a contact that goes to the one that stays. Every
 * write is guarded by the revision that was read, so that a worker that holds one of them meanwhile has done nothing.
 * Where both are inside one workflow, the one that goes leaves it. May be interrupted and repeated.
 */
export async function handOver(
  ports: HandOverPorts,
  loserId: string,
  survivor: Contact,
  now: Date,
): Promise<void> {
  let lost = new Set<string>();
  for (let round = 0; ; round++) {
    const { items } = await ports.enrolments.ofSubject(loserId, { limit: PAGE });
    if (items.length === 0) break;
    if (round >= ROUNDS) throw new Error(`the enrolments of ${loserId} kept changing`);
    lost = await handOverEnrolments(ports, items, survivor, lost, now);
  }
  await cancelMailOfTwins(ports, survivor.id);
  await ports.messages.handOver(loserId, survivor);
  await ports.tasks.handOver(loserId, survivor);
  await ports.dispatches.handOver(loserId, survivor);
  await ports.notices.handOver(loserId, survivor);
  // The dates of the one that stays have alarms of their own.
  await ports.alarms.deleteOfContacts([loserId]);
  // What holds for the one that stays is found out anew, and starts nothing.
  await forgetLooks(ports, [lookId('contact', loserId)]);
  await ports.looks.wake(
    [{ id: lookId('contact', survivor.id), p: survivor.p, tokens: [EVERYTHING], loud: false }],
    now,
  );
}

async function handOverEnrolments(
  ports: HandOverPorts,
  enrolments: readonly Enrolment[],
  survivor: Contact,
  lostBefore: ReadonlySet<string>,
  now: Date,
): Promise<Set<string>> {
  const workflowIds = [...new Set(enrolments.map(({ workflowId }) => workflowId))];
  const [alive, latest] = await Promise.all([
    ports.enrolments.alive([survivor.id], workflowIds, now),
    ports.enrolments.latest(workflowIds.map((workflowId) => ({ workflowId, subject: survivor.id }))),
  ]);
  const inside = new Set(alive.filter((own) => !hasEnded(own)).map(({ workflowId }) => workflowId));
  const newest = new Map(latest.map((own) => [own.workflowId, own]));
  const changes = [...enrolments].sort(byEntry).map((was) => {
    const isTwin = !hasEnded(was) && inside.has(was.workflowId);
    if (!hasEnded(was)) inside.add(was.workflowId);
    const own = newest.get(was.workflowId);
    const after = {
      ...(isTwin ? ended(was, now) : revived(was, now)),
      ...placeBeside(was, own, isTwin),
      // The cause of one may be that of the other, where both were put in by hand at once.
      cause: lostBefore.has(was.id) ? `${was.cause}~${was.id}` : was.cause,
      subject: survivor.id,
      userId: survivor.userId,
      p: survivor.p,
      rev: was.rev + 1,
    };
    if (!own || after.ordinal > own.ordinal) newest.set(was.workflowId, after);
    return { was: was.rev, after };
  });
  return ports.enrolments.save(changes);
}

/** Whoever left by merging gets nothing of what was queued, also where an earlier attempt broke off before this. */
async function cancelMailOfTwins(ports: HandOverPorts, survivorId: string): Promise<void> {
  let page = await ports.enrolments.ofSubject(survivorId, { limit: PAGE });
  for (;;) {
    const left = page.items.filter(({ reason }) => reason === MERGED);
    const ids = left.map(({ id }) => id);
    await ports.messages.cancelOf(ids, MERGED);
    await ports.dispatches.cancelOf(ids, MERGED);
    if (!page.next) return;
    page = await ports.enrolments.ofSubject(survivorId, { limit: PAGE, after: page.next });
  }
}

const MERGED = 'merged';

function byEntry(one: Enrolment, other: Enrolment): number {
  return one.enteredAt.getTime() - other.enteredAt.getTime();
}

/**
 * Its place among the survivor's own. Re-entry goes by the newest: one that is still inside, or entered last, comes
 * after the survivor's; any other keeps out of the way.
 */
function placeBeside(
  was: Enrolment,
  own: Enrolment | undefined,
  isTwin: boolean,
): Pick<Enrolment, 'slot' | 'ordinal'> {
  if (!own) return { slot: was.slot, ordinal: was.ordinal };
  const isNewest = !isTwin && (!hasEnded(was) || was.enteredAt > own.enteredAt);
  return {
    slot: `merged:${was.id}`,
    ordinal: isNewest ? own.ordinal + 1 : Math.min(was.ordinal, own.ordinal - 1),
  };
}

function ended(was: Enrolment, now: Date): Enrolment {
  const { dueAt: _due, timerAt: _timer, awaiting: _awaiting, step: _step, ...rest } = was;
  return { ...rest, status: 'exited', reason: MERGED, inbox: [], outbox: [], endedAt: now };
}

/** A worker may have found nobody between two writes of the merge; the way goes on. */
function revived(was: Enrolment, now: Date): Enrolment {
  if (was.status !== 'parked' || was.reason !== 'contact-gone') return was;
  const { reason: _reason, ...rest } = was;
  return { ...rest, status: 'waiting', dueAt: now };
}
