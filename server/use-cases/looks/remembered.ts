import { blankLook, type LookRecord } from '../../../shared/look.ts';
import { partitionOf } from '../../engine/hash.ts';
import type { Ports } from '../../ports/index.ts';
import { keyOf, type Subject } from './subject.ts';

type Stores = Pick<Ports, 'accounts' | 'contacts' | 'looks'>;

/** A subject, and what is remembered of it from earlier looks. */
export interface Remembered {
  subject: Subject;
  record: LookRecord;
}

/**
 * What is remembered under these ids, and then the subjects as they are. In this order: what another process changes
 * and looks at after the first reading makes the guard of the record fail, whereas a subject that was read before its
 * record would answer, unnoticed, for what it is no more. Who is gone, or nobody can write to, is left out.
 */
export async function readRemembered(
  stores: Stores,
  ids: readonly string[],
): Promise<Map<string, Remembered>> {
  const records = await stores.looks.byIds(ids);
  const subjects = await readSubjects(stores, ids);
  return new Map(
    [...subjects].map(([id, subject]) => {
      const record = records.get(id) ?? blankLook(id, partitionOf(keyOf(subject)));
      return [id, { subject, record }];
    }),
  );
}

/** The subjects by the ids of what is remembered of them: accounts, and people who are known. */
export async function readSubjects(
  { accounts, contacts }: Pick<Stores, 'accounts' | 'contacts'>,
  ids: readonly string[],
): Promise<Map<string, Subject>> {
  const idsOf = (start: string) => ids.filter((id) => id.startsWith(start)).map((id) => id.slice(2));
  const [people, companies] = await Promise.all([contacts.byIds(idsOf('c:')), accounts.byIds(idsOf('a:'))]);
  return new Map<string, Subject>([
    ...[...people]
      .filter(([, { userId }]) => userId !== undefined)
      .map(([id, contact]) => [`c:${id}`, { kind: 'contact', contact }] as const),
    ...[...companies].map(([id, account]) => [`a:${id}`, { kind: 'account', account }] as const),
  ]);
}
