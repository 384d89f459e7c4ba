import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMongo, type Database } from '../../../server/mongo/connect.ts';
import type { TestDatabase } from '../../support/database.ts';
import { aContact, aMessage, anEnrolment, anEvent, anInboxItem, at, aWorkflow, freshId } from './build.ts';
import { layWeakLine, type WeakLine } from './weak-line.ts';

/** What must hold when a connection breaks after the database did its work, and while it is away. */
export function restartContract(test: () => TestDatabase): void {
  describe('when the answer of a write is lost', () => {
    let line: WeakLine;
    let database: Database;

    beforeAll(async () => {
      line = await layWeakLine(test().uri);
      database = await connectMongo(line.uri);
    });

    afterAll(async () => {
      await database?.close();
      await line?.close();
    });

    it('a guarded save knows that it has won', async () => {
      const { contacts, enrolments, workflows } = database.stores;
      const [contact, enrolment, workflow] = [aContact(), anEnrolment(), aWorkflow()];
      await contacts.insert([contact]);
      await enrolments.insert([enrolment]);
      await workflows.insert(workflow);
      line.loseAnswerTo('update');
      expect(await contacts.save([{ was: 1, after: { ...contact, tags: ['x'], rev: 2 } }])).toEqual(
        new Set(),
      );
      line.loseAnswerTo('update');
      expect(await enrolments.save([{ was: 1, after: { ...enrolment, rev: 2 } }])).toEqual(new Set());
      line.loseAnswerTo('update');
      expect(await workflows.save({ ...workflow, rev: 2 }, 1)).toBe(true);
      expect((await contacts.byIds([contact.id])).get(contact.id)).toMatchObject({ rev: 2, tags: ['x'] });
    });

    it('a guarded save that had lost still loses', async () => {
      const { contacts } = database.stores;
      const contact = aContact();
      await contacts.insert([contact]);
      await contacts.save([{ was: 1, after: { ...contact, rev: 2 } }]);
      line.loseAnswerTo('update');
      expect(await contacts.save([{ was: 1, after: { ...contact, rev: 2 } }])).toEqual(new Set([contact.id]));
    });

    it('an insert does not take its own work for a duplicate, but an older one it does', async () => {
      const { contacts, events, enrolments, people } = database.stores;
      const [old, fresh] = [anEvent({ receivedAt: at(1) }), anEvent({ receivedAt: at(2) })];
      await events.insert([old]);
      line.loseAnswerTo('insert');
      expect(await events.insert([{ ...old, receivedAt: at(2) }, fresh])).toEqual(new Set([old.id]));
      line.loseAnswerTo('insert');
      expect(await contacts.insert([aContact()])).toEqual(new Set());
      line.loseAnswerTo('insert');
      expect(await enrolments.insert([anEnrolment()])).toEqual(new Set());
      line.loseAnswerTo('insert');
      const id = freshId('person');
      const person = { id, email: `${id}@example.com`, name: id, role: 'viewer', disabled: false } as const;
      expect(await people.insert({ ...person, createdAt: at(0) })).toBe(true);
    });

    it('a poke arrives once', async () => {
      const { enrolments } = database.stores;
      const enrolment = anEnrolment();
      await enrolments.insert([enrolment]);
      line.loseAnswerTo('update');
      await enrolments.poke([{ id: enrolment.id, item: anInboxItem() }], at(0));
      const now = (await enrolments.byIds([enrolment.id])).get(enrolment.id);
      expect(now?.inbox).toHaveLength(1);
      expect(now?.rev).toBe(2);
    });

    it('a claim, a result and a move know that they have won', async () => {
      const { messages } = database.stores;
      const [message, held] = [aMessage(), aMessage({ status: 'held' })];
      await messages.insert([message, held]);
      line.loseAnswerTo('update');
      const claim = { by: 'worker', until: at(1) };
      expect(await messages.claim([message.id], claim, at(0))).toEqual(new Set([message.id]));
      line.loseAnswerTo('update');
      const result = { id: message.id, claimBy: 'worker', status: 'sent' } as const;
      expect(await messages.settle([result])).toEqual(new Set([message.id]));
      line.loseAnswerTo('update');
      expect(await messages.move(held.id, ['held'], { id: held.id, status: 'queued' })).toBe(true);
    });

    it('a deletion knows that it was asked for', async () => {
      const { suppressions } = database.stores;
      const address = `${freshId('gone')}@example.com`;
      await suppressions.add({ address, reason: 'bounced', at: at(0) });
      line.loseAnswerTo('delete');
      expect(await suppressions.remove(address)).toBe(true);
    });

    it('a read is simply repeated', async () => {
      const { events } = database.stores;
      const event = anEvent();
      await events.insert([event]);
      line.loseAnswerTo('find');
      expect(await events.byIds([event.id])).toEqual([event]);
    });
  });

  describe('while the database is away', () => {
    it('calls wait for it to come back', async () => {
      const line = await layWeakLine(test().uri);
      const database = await connectMongo(line.uri);
      try {
        const event = anEvent();
        line.cut();
        const calls = [database.stores.events.insert([event]), database.stores.contacts.count()];
        expect(await database.ping()).toBe(false);
        line.mend();
        await Promise.all(calls);
        expect(await database.stores.events.byIds([event.id])).toEqual([event]);
        expect(await database.ping()).toBe(true);
      } finally {
        await database.close();
        await line.close();
      }
    });

    it('calls say that it is unavailable when it stays away', async () => {
      const line = await layWeakLine(test().uri);
      const database = await connectMongo(line.uri, { patience: 200 });
      try {
        line.cut();
        await expect(database.stores.contacts.count()).rejects.toMatchObject({
          code: 'DATABASE_UNAVAILABLE',
        });
      } finally {
        await database.close();
        await line.close();
      }
    });

    it('connecting says so', async () => {
      await expect(
        connectMongo('mongodb://%2Fno-such-database.sock/none', { patience: 200 }),
      ).rejects.toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
      });
    });

    it('the embedded one comes back with everything that was acknowledged', async () => {
      const pid = test().pid();
      // A server that others run is not ours to kill.
      if (pid === undefined) return;
      const { events } = test().database.stores;
      const given = Array.from({ length: 40 }, () => anEvent());
      const inserts = given.map(async (event, turn) => {
        await events.insert([event]);
        if (turn === 10) process.kill(pid, 'SIGKILL');
      });
      await Promise.all(inserts);
      expect(await events.byIds(given.map(({ id }) => id))).toEqual(given);
      expect(test().pid()).not.toBe(pid);
    });
  });
}
