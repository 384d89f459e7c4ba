import type { mongo } from 'mongoose';
import { PARTITIONS } from '../../server/engine/hash.ts';
import type { Contact } from '../../shared/contact.ts';
import type { LookRecord } from '../../shared/look.ts';
import { DAY } from '../../shared/time.ts';
import type { World } from '../support/world.ts';

const AT_ONCE = 10_000;

/** No contact is written or searched for while it is measured; to index a million of them takes as long as all the rest. */
const NOT_ASKED = ['searchKeys_1', 'sourceIds_1', 'lastSeenAt_-1__id_-1'];

/** Everybody of a bench as they are stored: whose conditions wait, and for how long. */
export interface Crowd {
  from: number;
  until: number;
  /** How many of them are due now; the others in the days to come. */
  due: number;
  workflows: readonly string[];
}

/** Adds contacts of whom everything is remembered. */
export async function addCrowd(world: World, crowd: Crowd): Promise<void> {
  const now = world.now().getTime();
  const { contacts, looks, events } = world.runtime;
  const every = Math.floor((crowd.until - crowd.from) / crowd.due);
  const isDue = (index: number) => (index - crowd.from) % every === 0;
  const order = inOrderOfIds(crowd);
  await withoutIndexes(world, { contacts: NOT_ASKED, looks: [] }, async () => {
    for (let at = 0; at < order.length; at += AT_ONCE) {
      const indexes = order.slice(at, at + AT_ONCE);
      const people = indexes.map((index) => person(index, crowd.workflows.length, now));
      const records = people.map((contact, place) => {
        const index = indexes[place] ?? 0;
        const until = isDue(index) ? now - 1 : now + (1 + (index % 20)) * DAY;
        return look(contact, crowd.workflows, index, now, until);
      });
      await Promise.all([contacts.insert(people), looks.save(records)]);
      await events.insert(
        people
          .filter((_, place) => isDue(indexes[place] ?? 0))
          .map((contact) => signIn(contact, now - 21 * DAY - 1)),
      );
    }
  });
}

/** As the database keeps them, so that each page of it is written once. */
function inOrderOfIds({ from, until }: Crowd): number[] {
  return Array.from({ length: until - from }, (_, index) => ({ index: from + index, id: idOf(from + index) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ index }) => index);
}

/** Ids are spread as random ones are. */
function idOf(index: number): string {
  return `${((index * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}${index}`;
}

/** A contact of a workspace. */
export function person(index: number, plans: number, now: number): Contact {
  return {
    id: idOf(index),
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

/**
 * Does `work` while these collections have no index but that of ids, and builds the others afterwards, which is several
 * times as fast; those named are left out for good.
 */
export async function withoutIndexes(
  world: World,
  collections: Readonly<Record<string, readonly string[]>>,
  work: () => Promise<void>,
): Promise<void> {
  const { native } = world.database.database;
  const dropped: [string, mongo.IndexDescriptionInfo[]][] = [];
  for (const [name, leftOut] of Object.entries(collections)) {
    const all = await native.collection(name).indexes();
    dropped.push([name, all.filter((index) => index.name !== '_id_' && !leftOut.includes(index.name ?? ''))]);
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
