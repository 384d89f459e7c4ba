import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveContacts } from '../../../server/use-cases/ingest/resolve-contacts.ts';
import { finishMerges } from '../../../server/use-cases/merging/finish-merges.ts';
import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { aContact, aMessage, anEnrolment, aTask } from '../../contracts/stores/build.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { openWorld, type World } from '../../support/world.ts';

/** More writes than a merge makes. */
const CUTS = 16;

describe('two people who turn out to be one', () => {
  let world: World;
  let round = 0;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  /** Two known people, both in one workflow, the one that goes in another, with mail and a task. */
  async function twoPeople(): Promise<{ survivor: Contact; loser: Contact; alias: StoredEvent }> {
    round += 1;
    const [a, b] = [`stays-${round}`, `goes-${round}`];
    const survivor = aContact({ id: a, traits: { plan: 'pro' }, traitTimes: { plan: 5 }, p: 2 });
    const loser = aContact({
      id: b,
      sourceIds: [`u:${b}`, `a:${b}`],
      traits: { plan: 'free', city: 'Gdynia' },
      traitTimes: { plan: 1, city: 2 },
      p: 9,
    });
    const { contacts, enrolments, messages, tasks } = world.runtime;
    const at = world.now();
    await contacts.insert([survivor, loser]);
    await enrolments.insert([
      anEnrolment({ id: `own-${round}`, workflowId: 'both', subject: a, p: 2, enteredAt: at }),
      anEnrolment({ id: `twin-${round}`, workflowId: 'both', subject: b, p: 9, enteredAt: at }),
      anEnrolment({ id: `alone-${round}`, workflowId: 'alone', subject: b, p: 9, enteredAt: at }),
    ]);
    await messages.insert([
      aMessage({
        id: `mail-${round}`,
        contactId: b,
        enrolmentId: `twin-${round}`,
        status: 'held',
        nextAt: undefined,
        p: 9,
      }),
      aMessage({
        id: `sent-${round}`,
        contactId: b,
        enrolmentId: `alone-${round}`,
        status: 'sent',
        nextAt: undefined,
      }),
    ]);
    await tasks.insert([aTask({ id: `task-${round}`, contactId: b, p: 9 })]);
    const alias: StoredEvent = {
      id: `alias-${round}`,
      type: 'alias',
      sourceId: `u:${a}`,
      userId: a,
      previousId: b,
      timestamp: at,
      receivedAt: at,
      properties: {},
      context: {},
      keyId: 'k1',
    };
    return { survivor, loser, alias };
  }

  async function expectOne({ survivor, loser }: { survivor: Contact; loser: Contact }): Promise<void> {
    const { contacts, enrolments, messages, tasks } = world.runtime;
    const owners = await contacts.bySourceIds([...survivor.sourceIds, ...loser.sourceIds]);
    expect([...owners.keys()].sort()).toEqual([...survivor.sourceIds, ...loser.sourceIds].sort());
    for (const { id, traits } of owners.values())
      expect({ id, traits }).toEqual({ id: survivor.id, traits: { plan: 'pro', city: 'Gdynia' } });
    expect((await contacts.byIds([loser.id])).size).toBe(0);
    expect((await enrolments.ofSubject(loser.id, { limit: 9 })).items).toEqual([]);
    const ways = (await enrolments.ofSubject(survivor.id, { limit: 9 })).items;
    expect(ways.map(({ id, status, reason, p }) => [id, status, reason, p]).sort()).toEqual([
      [`alone-${round}`, 'waiting', undefined, 2],
      [`own-${round}`, 'waiting', undefined, 2],
      [`twin-${round}`, 'exited', 'merged', 2],
    ]);
    const mail = (await messages.list({ contactId: survivor.id, limit: 9 })).items;
    expect(mail.map(({ id, status }) => [id, status]).sort()).toEqual([
      [`mail-${round}`, 'cancelled'],
      [`sent-${round}`, 'sent'],
    ]);
    expect((await messages.list({ contactId: loser.id, limit: 9 })).items).toEqual([]);
    expect((await tasks.list({ contactId: survivor.id, limit: 9 })).items.map(({ id }) => id)).toEqual([
      `task-${round}`,
    ]);
  }

  it('keep everything under the one that stays, and leave a workflow that both are in once', async () => {
    const pair = await twoPeople();
    const { merged } = await resolveContacts(world.runtime, [pair.alias]);
    expect(merged).toEqual(new Map([[pair.loser.id, pair.survivor.id]]));
    await expectOne(pair);
    await world.pass('2m');
    expect(await finishMerges(world.runtime)).toBe(1);
    await expectOne(pair);
  });

  it('become one by the replay, wherever the process was killed', async () => {
    let killed = 0;
    for (let cut = 0; cut < CUTS; cut++) {
      const pair = await twoPeople();
      await resolveContacts(dyingAfter(world.runtime, cut), [pair.alias]).catch((fault: unknown) => {
        if (!(fault instanceof Killed)) throw fault;
        killed += 1;
      });
      await resolveContacts(world.runtime, [pair.alias]);
      await world.pass('2m');
      await finishMerges(world.runtime);
      await expectOne(pair);
    }
    expect(killed).toBeGreaterThan(6);
  });

  it('become one by the record alone, once it was written, however often finishing is killed', async () => {
    for (let cut = 1; cut < CUTS; cut++) {
      const pair = await twoPeople();
      await resolveContacts(dyingAfter(world.runtime, cut), [pair.alias]).catch(() => undefined);
      await world.pass('2m');
      await finishMerges(dyingAfter(world.runtime, cut % 7)).catch(() => undefined);
      await finishMerges(world.runtime);
      await expectOne(pair);
      expect(await finishMerges(world.runtime)).toBe(0);
    }
  });

  it('take along whoever came up under the ids while they were free, and a way that was parked meanwhile', async () => {
    const pair = await twoPeople();
    await resolveContacts(world.runtime, [pair.alias]);
    const survivor = (await world.runtime.contacts.byIds([pair.survivor.id])).get(pair.survivor.id);
    if (!survivor) throw new Error('nobody stays');
    const without = { ...survivor, sourceIds: pair.survivor.sourceIds, rev: survivor.rev + 1 };
    await world.runtime.contacts.save([{ was: survivor.rev, after: without }]);
    await world.runtime.contacts.insert([
      aContact({ id: `fresh-${round}`, sourceIds: [`u:${pair.loser.id}`] }),
    ]);
    await world.runtime.enrolments.insert([
      anEnrolment({
        id: `stray-${round}`,
        workflowId: 'third',
        subject: pair.loser.id,
        status: 'parked',
        reason: 'contact-gone',
      }),
    ]);
    await world.pass('2m');
    await finishMerges(world.runtime);
    const owners = await world.runtime.contacts.bySourceIds(pair.loser.sourceIds);
    expect([...owners.values()].map(({ id }) => id)).toEqual([pair.survivor.id, pair.survivor.id]);
    expect((await world.runtime.enrolments.byIds([`stray-${round}`])).get(`stray-${round}`)).toMatchObject({
      subject: pair.survivor.id,
      status: 'waiting',
    });
  });
});
