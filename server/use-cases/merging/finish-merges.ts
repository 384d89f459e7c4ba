import type { Contact } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';
import type { MergeRecord } from '../../ports/merges.ts';
import { absorbContact } from '../ingest/apply-calls.ts';
import { handOver } from './hand-over.ts';

type MergePorts = Pick<
  Ports,
  | 'alarms'
  | 'dispatches'
  | 'looks'
  | 'healths'
  | 'moves'
  | 'openings'
  | 'notices'
  | 'clock'
  | 'contacts'
  | 'enrolments'
  | 'merges'
  | 'messages'
  | 'tasks'
>;

/** A merge is looked at again after this: whoever read the contact before it went has written by then. */
const SETTLES_AFTER = 60_000;
const AT_ONCE = 100;
const LONGEST_CHAIN = 20;
const ROUNDS = 10;

/**
 * Finishes merges: what a crash interrupted is done, and what somebody still wrote for the contact that went is handed
 * over, too. Answers how many it finished. Two at once do the same, and harm nothing.
 */
export async function finishMerges(ports: MergePorts): Promise<number> {
  const now = ports.clock.now();
  const records = await ports.merges.begunBefore(new Date(now.getTime() - SETTLES_AFTER), AT_ONCE);
  for (const record of records) {
    const survivor = await survivorOf(ports, record);
    // Whoever was erased meanwhile has taken everything along.
    if (survivor) await finish(ports, record, survivor.id, now);
    await ports.merges.finish([record.id]);
  }
  return records.length;
}

/** The contact that is left at the end: the survivor of one merge may be the loser of the next. */
async function survivorOf(ports: MergePorts, record: MergeRecord): Promise<Contact | undefined> {
  let { survivorId } = record;
  for (let length = 0; length < LONGEST_CHAIN; length++) {
    const [contacts, next] = await Promise.all([
      ports.contacts.byIds([survivorId]),
      ports.merges.byIds([survivorId]),
    ]);
    const further = next.get(survivorId);
    if (!further || further.survivorId === record.id) return contacts.get(survivorId);
    survivorId = further.survivorId;
  }
  return undefined;
}

async function finish(ports: MergePorts, record: MergeRecord, survivorId: string, now: Date): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const survivor = (await ports.contacts.byIds([survivorId])).get(survivorId);
    if (!survivor) return;
    const owners = await ports.contacts.bySourceIds(record.sourceIds);
    // The contact itself where the merge broke off, or one that came up under its ids while they were free.
    const others = [...new Map([...owners.values()].map((contact) => [contact.id, contact])).values()].filter(
      ({ id }) => id !== survivorId,
    );
    const knowing = others.reduce(absorbContact, survivor);
    if (others.length > 0) {
      const lost = await ports.contacts.save([
        { was: survivor.rev, after: { ...knowing, rev: survivor.rev + 1 } },
      ]);
      if (lost.size > 0) continue;
    }
    for (const id of new Set([record.id, ...others.map((other) => other.id)]))
      await handOver(ports, id, survivor, now);
    await ports.contacts.delete(others.map(({ id }) => id));
    const sourceIds = [
      ...new Set([...survivor.sourceIds, ...record.sourceIds, ...others.flatMap((other) => other.sourceIds)]),
    ];
    if (sourceIds.length === survivor.sourceIds.length) return;
    const rev = survivor.rev + (others.length > 0 ? 1 : 0);
    const lost = await ports.contacts.save([{ was: rev, after: { ...knowing, sourceIds, rev: rev + 1 } }]);
    if (lost.size === 0) return;
  }
  throw new Error(`the merge of ${record.id} kept losing to other writers`);
}
