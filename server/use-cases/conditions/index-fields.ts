import { leavesOf, type RootCondition } from '../../../shared/condition.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { keysOf } from '../../engine/conditions/keys-of.ts';
import type { IndexedField, WatchRecord } from '../../ports/looks.ts';
import { type JobWork, postponed } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';

/** The kind of the job that indexes what is there by new fields. */
export const INDEX_FIELDS = 'index-fields';

/** Of fewer, everybody is asked, and an index would only cost. */
const FEW = 2_000;
/** Fields that are indexed at most; who asks for more is counted from a part. */
const MOST = 64;
const BATCH = 500;
/** By then every process indexes the new fields with what it writes. */
const KNOWN_AFTER = 5_000;

/** What is told of a contact or account by these roots only; `zone` and the like stand beside `traits`. */
const roots: Record<SubjectKind, ReadonlySet<string>> = {
  contact: new Set(['userId', 'email', 'traits', 'tags', 'zone', 'locale']),
  account: new Set(['name', 'mrr', 'plan', 'seats', 'renewsAt', 'card', 'meters', 'traits']),
};

/**
 * Sees to it that the fields remembered conditions ask for are indexed, where there are many subjects. Answers how
 * many are new.
 */
export async function keepFieldsIndexed(runtime: Runtime, watches: readonly WatchRecord[]): Promise<number> {
  const many = Math.max(await runtime.contacts.count(), await runtime.accounts.count()) > FEW;
  if (!many) return 0;
  const known = await runtime.fields.all();
  const ids = new Set(known.map(({ id }) => id));
  const since = runtime.clock.now();
  const wanted = new Map<string, IndexedField>();
  for (const { subject, opensWhen, resolvesWhen } of watches)
    for (const name of fieldsOf([opensWhen, ...(resolvesWhen ? [resolvesWhen] : [])], subject)) {
      const id = `${subject}:${name}`;
      if (!ids.has(id)) wanted.set(id, { id, subject, name, ready: false, since });
    }
  const added = [...wanted.values()].slice(0, Math.max(0, MOST - known.length));
  if (added.length === 0) return 0;
  await runtime.fields.add(added);
  await runtime.runner.start(INDEX_FIELDS, { fields: added.map(({ id }) => id), since: since.getTime() });
  return added.length;
}

/** Goes through everybody once; fields that came meanwhile are indexed on the way and wait for a job of their own. */
export const indexFieldsJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as { fields: string[]; since: number; at?: [SubjectKind, string] };
  const ready = new Date(input.since + KNOWN_AFTER);
  if (runtime.clock.now() < ready) return postponed(ready);
  await runtime.watchBook.refresh({ now: true });
  let [subject, after] = input.at ?? (['contact', ''] as [SubjectKind, string]);
  for (;;) {
    const found = await reindexPage(runtime, subject, after);
    job.done += found.length;
    if (found.length === BATCH) after = found.at(-1) ?? '';
    else if (subject === 'contact') [subject, after] = ['account', ''];
    else break;
    input.at = [subject, after];
    await progress.save();
    await runtime.clock.soon();
  }
  await runtime.fields.ready(input.fields);
  await runtime.watchBook.refresh({ now: true });
  return { indexed: job.done };
};

async function reindexPage(runtime: Runtime, subject: SubjectKind, after: string): Promise<string[]> {
  const request = { limit: BATCH, after };
  if (subject === 'contact') {
    const contacts = await runtime.contacts.walk(request);
    await runtime.contacts.reindex(contacts);
    return contacts.map(({ id }) => id);
  }
  const accounts = await runtime.accounts.walk(request);
  await runtime.accounts.reindex(accounts);
  return accounts.map(({ id }) => id);
}

function fieldsOf(conditions: readonly RootCondition[], subject: SubjectKind): string[] {
  return conditions.flatMap(leavesOf).flatMap((leaf) => {
    if (leaf.fact !== subject) return [];
    const keys = keysOf(leaf.path);
    return keys.length > 0 && roots[subject].has(keys[0] ?? '') ? [keys.join('.')] : [];
  });
}
