import { childrenOf, type Leaf, type RootCondition } from '../../../shared/condition.ts';
import type { Account, Contact } from '../../../shared/contact.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { pushdown } from '../../engine/conditions/pushdown.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Everybody who may match by what is indexed: the members of a segment that is asked for, those a signal is open for,
 * or those with the traits asked for. Undefined where that is not known, or they are more than `most`.
 */
export async function candidatesOf(
  runtime: Runtime,
  when: RootCondition,
  subject: SubjectKind,
  most: number,
): Promise<(Contact | Account)[] | undefined> {
  const members = await membersAskedFor(runtime, when, subject, most);
  if (members) return members;
  const filter = pushdown(when, runtime.watchBook.indexed(subject));
  if (!filter) return undefined;
  const found =
    subject === 'contact'
      ? await runtime.contacts.matching(filter, most + 1)
      : await runtime.accounts.matching(filter, most + 1);
  return found.length > most ? undefined : found;
}

/** Members of the smallest segment or signal that everybody who matches must be in. */
async function membersAskedFor(
  runtime: Runtime,
  when: RootCondition,
  subject: SubjectKind,
  most: number,
): Promise<(Contact | Account)[] | undefined> {
  await runtime.watchBook.refresh();
  const watches = 'all' in when ? when.all.flatMap((child) => watchAskedFor(child as Leaf) ?? []) : [];
  // Of a segment of accounts, no contact is a member itself; of one that is being learned, not all are known.
  const known = watches.filter((id) => {
    const record = runtime.watchBook.record(id);
    return record?.subject === subject && record.pass.finished;
  });
  if (known.length === 0) return undefined;
  const sizes = [...(await runtime.looks.sizes(known))].sort(([, a], [, b]) => a - b);
  const [smallest] = sizes;
  if (!smallest || smallest[1] > most) return undefined;
  const records = await runtime.looks.holding(smallest[0], { limit: most });
  const ids = records.map(({ id }) => id.slice(2));
  const found = subject === 'contact' ? await runtime.contacts.byIds(ids) : await runtime.accounts.byIds(ids);
  return [...found.values()];
}

function watchAskedFor(leaf: Leaf): string | undefined {
  if (childrenOf(leaf) || leaf.operator !== 'equal' || leaf.value !== true) return undefined;
  const { segment, signal, measure } = leaf.params ?? {};
  if (leaf.fact === 'segment') return `s:${String(segment)}`;
  if (leaf.fact === 'signal' && (measure ?? 'open') === 'open') return `g:${String(signal)}`;
  return undefined;
}
