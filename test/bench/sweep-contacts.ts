import type { mongo } from 'mongoose';
import { PARTITIONS } from '../../server/engine/hash.ts';
import type { Contact } from '../../shared/contact.ts';
import type { LookRecord } from '../../shared/look.ts';
import { DAY } from '../../shared/time.ts';
import type { World } from '../support/world.ts';

const AT_ONCE = 10_000;

/** Who may find people by typing is not asked here, and to index their names takes as long as all the rest. */
const LEFT_OUT = ['searchKeys_1'];

/** Everybody of a bench as they are stored: whose conditions wait, and for how long. */
export interface Crowd {
  from: number;
  until: number;
  /** How many of them are due now; the others in the days to come. */
  due: number;
  workflows: readonly string[];
}

/** Adds contacts of whom everything is remembered. Indexes are built afterwards, which is several times as fast. */
export async function addCrowd(world: World, crowd: Crowd): Promise<void> {
  const now = world.now().getTime();
  const { contacts, looks, events } = world.runtime;
  const every = Math.floor((crowd.until - crowd.from) / crowd.due);
  const isDue = (index: number) => (index - crowd.from) % every === 0;
  await withoutIndexes(world, ['contacts', 'looks'], async () => {
    for (let at = crowd.from; at < crowd.until; at += AT_ONCE) {
      const indexes = Array.from({ length: Math.min(AT_ONCE, crowd.until - at) }, (_, index) => at + index);
      const people = indexes.map((index) => person(index, crowd.workflows.length, now));
      const records = indexes.map((index) => {
        const until = isDue(index) ? now - 1 : now + (1 + (index % 20)) * DAY;
        return look(person(index, crowd.workflows.length, now), crowd.workflows, index, now, until);
      });
      await Promise.all([contacts.insert(sorted(people)), looks.save(sorted(records))]);
      await events.insert(
        people.filter((_, index) => isDue(at + index)).map((contact) => signIn(contact, now - 21 * DAY - 1)),
      );
    }
  });
}

/** A contact of a workspace; ids are spread as random ones are. */
export function person(index: number, plans: number, now: number): Contact {
  const id = `${((index * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}${index}`;
  return {
    id,
    sourceIds: [`u:${index}`],
    userId: String(index),
    email: `p${index}@example.org`,
    traits: { plan: `plan-${index % plans}`, seats: index % 97, firstName: `Person ${index % 500}` },
    traitTimes: { plan: now, seats: now, firstName: now },
    tags: [],
    permissions: { email: 'unknown', phone: 'unknown', topicsOff: [] },
    appearedAt: new Date(now - 60 * DAY),
    lastSeenAt: new Date(now - 21 * DAY),
    createdAt: new Date(now - 60 * DAY),
    p: index % PARTITIONS,
    rev: 1,
  };
}

/** A sign-in of a contact, as it is stored. */
export function signIn({ sourceIds: [sourceId = ''], userId }: Contact, at: number) {
  return {
    id: `m-${userId}-${at}`,
    type: 'track' as const,
    name: 'Signed In',
    sourceId,
    userId,
    timestamp: new Date(at),
    receivedAt: new Date(at),
    properties: {},
    context: {},
    keyId: 'bench',
  };
}

/** Does `work` while collections have no index but that of ids, and builds the others afterwards. */
export async function withoutIndexes(
  world: World,
  collections: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const { native } = world.database.database;
  const dropped: [string, mongo.IndexDescriptionInfo[]][] = [];
  for (const name of collections) {
    const all = await native.collection(name).indexes();
    dropped.push([
      name,
      all.filter((index) => index.name !== '_id_' && !LEFT_OUT.includes(index.name ?? '')),
    ]);
    await native.collection(name).dropIndexes();
  }
  await work();
  for (const [name, indexes] of dropped)
    for (const { key, v: _v, ns: _ns, ...options } of indexes)
      await native.collection(name).createIndex(key as mongo.IndexSpecification, options);
}

function look(
  contact: Contact,
  workflows: readonly string[],
  index: number,
  now: number,
  until: number,
): LookRecord {
  const watch = `w:${workflows[index % workflows.length]}`;
  return {
    id: `c:${contact.id}`,
    p: contact.p,
    rev: 0,
    lookAt: until,
    in: [],
    on: { [watch]: { generation: 1, holds: false, since: now, until, turns: 0 } },
    pending: [],
    dirty: [],
  };
}

/** In the order of ids, as the database keeps them. */
function sorted<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
