import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { DAY } from '../../../shared/time.ts';
import { aContact, aMessage, anEvent, at, freshId } from './build.ts';
import { walk } from './walk.ts';

const day = Math.floor(at(0).getTime() / DAY);
const of = (which: number, count: number) => ({
  day: which,
  count,
  first: which * DAY + 5,
  last: which * DAY + 5 + count,
});

export function countingContract(stores: () => Stores): void {
  describe('counters', () => {
    const asked = async (sourceId: string, from = Number.NEGATIVE_INFINITY) => {
      const found = await stores().counters.load([{ sourceIds: [sourceId], name: 'A.b $c', from }]);
      return {
        days: found.flatMap(({ days }) => days).sort((a, b) => a.day - b.day),
        dirty: found.flatMap(({ dirty }) => dirty).sort((a, b) => a - b),
      };
    };
    const marksOf = async (sourceId: string) =>
      (await stores().counters.marked(1_000)).filter((marked) => marked.sourceId === sourceId);

    it('are set by a recount, and only while nothing was marked since', async () => {
      const { counters } = stores();
      const sourceId = `u:${freshId('counted')}`;
      await counters.mark([{ sourceId, name: 'A.b $c', days: [day, day + 1, day + 90] }], at(1));
      expect(await asked(sourceId)).toEqual({ days: [], dirty: [day, day + 1, day + 90] });
      const marked = await marksOf(sourceId);
      await counters.mark([{ sourceId, name: 'A.b $c', days: [day + 90] }], at(2));
      const recounts = marked.map(({ id, mark, days }) => ({
        id,
        mark,
        days: days.map((which) => of(which, 3)),
        atLeast: [],
      }));
      await counters.settle(recounts);
      expect(await asked(sourceId)).toEqual({
        days: [of(day, 3), of(day + 1, 3)],
        dirty: [day + 90],
      });
      // A slow one that comes after all is settled changes nothing either.
      const [again] = await marksOf(sourceId);
      if (again) await counters.settle([{ ...again, days: [of(day + 90, 7)], atLeast: [] }]);
      await counters.settle(recounts.map((recount) => ({ ...recount, days: [of(day, 1)] })));
      expect(await asked(sourceId)).toEqual({
        days: [of(day, 3), of(day + 1, 3), of(day + 90, 7)],
        dirty: [],
      });
      expect((await asked(sourceId, day + 89)).days).toEqual([of(day + 90, 7)]);
    });

    it('forget days on which nothing is left, and keep the greater count where events may be gone', async () => {
      const { counters } = stores();
      const sourceId = `u:${freshId('counted')}`;
      const recount = async (days: ReturnType<typeof of>[], atLeast: ReturnType<typeof of>[]) => {
        await counters.mark([{ sourceId, name: 'A.b $c', days: [day] }], at(1));
        for (const { id, mark } of await marksOf(sourceId))
          await counters.settle([{ id, mark, days, atLeast }]);
        return (await asked(sourceId)).days;
      };
      expect(await recount([of(day, 4)], [])).toEqual([of(day, 4)]);
      expect(await recount([], [of(day, 2)])).toEqual([of(day, 4)]);
      expect(await recount([], [of(day, 10)])).toEqual([of(day, 10)]);
      expect(await recount([{ ...of(day, 0) }], [])).toEqual([]);
      await counters.mark([{ sourceId, name: 'A.b $c', days: [day] }], at(1));
      await counters.deleteOf([sourceId]);
      expect(await asked(sourceId)).toEqual({ days: [], dirty: [] });
    });

    it('remember how far days are closed, which never goes back', async () => {
      const { counters } = stores();
      await counters.saveClosing({ place: [at(1).getTime(), 'e1'] });
      await counters.saveClosing({ through: day });
      await counters.saveClosing({ through: day - 1 });
      expect(await counters.closing()).toEqual({ through: day, place: [at(1).getTime(), 'e1'] });
    });
  });

  describe('events for counting', () => {
    it('are counted per day in one go, and walked in order of receipt', async () => {
      const { events } = stores();
      const [ada, bob] = [`u:${freshId('ada')}`, `u:${freshId('bob')}`];
      const there = [
        anEvent({ sourceId: ada, name: 'A', timestamp: at(0), receivedAt: at(5) }),
        anEvent({ sourceId: ada, name: 'A', timestamp: at(1), receivedAt: at(4) }),
        anEvent({ sourceId: ada, name: 'A', timestamp: at(24 * 60), receivedAt: at(24 * 60) }),
        anEvent({ sourceId: bob, name: 'A', timestamp: at(2), receivedAt: at(5) }),
        anEvent({ sourceId: ada, name: 'A', timestamp: at(3), receivedAt: at(50_000), late: true }),
      ];
      await events.insert(there);
      const span = { name: 'A', from: at(0).getTime() - 1, until: (day + 1) * DAY - 1 };
      const counted = await events.countByDay([
        { ...span, sourceIds: [ada] },
        { ...span, sourceIds: [bob], from: at(0).getTime() },
      ]);
      expect(counted.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1))).toEqual([
        { sourceId: ada, name: 'A', day, count: 2, first: at(0).getTime(), last: at(1).getTime() },
        { sourceId: bob, name: 'A', day, count: 1, first: at(2).getTime(), last: at(2).getTime() },
      ]);
      const seen = (await walk((request) => events.received(request), 3)).filter(({ sourceId }) =>
        [ada, bob].includes(sourceId),
      );
      expect(seen.map(({ receivedAt, name }) => [receivedAt, name])).toEqual([
        [at(4), 'A'],
        [at(5), 'A'],
        [at(5), 'A'],
        [at(24 * 60), 'A'],
        [at(50_000), undefined],
      ]);
    });

    it('are counted per day, however many they are', async () => {
      const { events } = stores();
      const busy = `u:${freshId('busy')}`;
      const many = 5_010;
      for (let from = 0; from < many; from += 1_002)
        await events.insert(
          Array.from({ length: 1_002 }, (_, index) =>
            anEvent({ sourceId: busy, name: 'A', timestamp: at((from + index) % 1_440) }),
          ),
        );
      const span = { sourceIds: [busy], name: 'A', from: at(0).getTime() - 1 };
      const all = await events.countByDay([{ ...span, until: (day + 2) * DAY }]);
      const ofFirst = await events.countByDay([{ ...span, until: (day + 1) * DAY - 1 }]);
      expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(many);
      expect(all.filter((one) => one.day === day)).toEqual(ofFirst);
    });

    it('that came too late are in the story and in no count', async () => {
      const { events } = stores();
      const late = anEvent({ late: true, timestamp: at(0), receivedAt: at(50_000) });
      await events.insert([late]);
      const query = {
        sourceIds: [late.sourceId],
        name: 'Invoice Sent',
        from: Number.NEGATIVE_INFINITY,
        until: at(60_000).getTime(),
        properties: false,
      };
      expect(await events.load([query])).toEqual([]);
      expect((await events.timeline([late.sourceId], { limit: 5 })).items).toEqual([late]);
      expect(await events.byIds([late.id])).toEqual([late]);
    });
  });

  describe('members of accounts', () => {
    it('are found for many accounts at once, and listed last seen first', async () => {
      const { contacts } = stores();
      const [acme, blue] = [freshId('acme'), freshId('blue')];
      const [a, b, c] = [
        aContact({ accountId: acme, lastSeenAt: at(1) }),
        aContact({ accountId: acme, lastSeenAt: at(3) }),
        aContact({ accountId: blue }),
      ];
      await contacts.insert([a, b, c, aContact()]);
      const members = await contacts.membersOf([acme, blue, 'none']);
      expect(
        members
          .get(acme)
          ?.map(({ id }) => id)
          .sort(),
      ).toEqual([a.id, b.id].sort());
      expect(members.get(blue)).toEqual([{ id: c.id, sourceIds: c.sourceIds, appearedAt: c.appearedAt }]);
      expect(await walk((request) => contacts.listMembers(acme, request), 1)).toEqual([b, a]);
      expect(await contacts.countMembers(acme)).toBe(2);
    });

    it('are known with who they are there, and so is who left', async () => {
      const { contacts } = stores();
      const [acme, blue] = [freshId('acme'), freshId('blue')];
      const stays = aContact({
        accountId: acme,
        traits: { role: 'admin', plan: 'pro' },
        permissions: { email: 'granted', phone: 'unknown', topicsOff: [], objected: true },
      });
      const went = aContact({ accountId: blue, leftAccounts: [{ id: acme, at: 5 }] });
      const came = aContact({ accountId: blue });
      await contacts.insert([stays, went, came, aContact()]);
      const teams = await contacts.teamsOf([acme, blue, 'none']);
      const of = (id: string) =>
        teams
          .get(id)
          ?.map((one) => [one.id, one.leftAt])
          .sort();
      expect(of(acme)).toEqual(
        [
          [stays.id, undefined],
          [went.id, 5],
        ].sort(),
      );
      expect(of(blue)).toEqual(
        [
          [went.id, undefined],
          [came.id, undefined],
        ].sort(),
      );
      expect(teams.get(acme)?.find(({ id }) => id === stays.id)).toMatchObject({
        sourceIds: stays.sourceIds,
        traits: { role: 'admin' },
        objected: true,
      });
      expect(await contacts.teamsOf([])).toEqual(new Map());
    });
  });

  describe('meters', () => {
    it('are guarded by their revision and go with their account', async () => {
      const { meters } = stores();
      const accountId = freshId('account');
      const meter = {
        id: freshId('meter'),
        accountId,
        name: 'storage',
        readings: [{ at: 5, value: 1 }],
        rev: 1,
      };
      expect(await meters.insert([meter])).toEqual(new Set());
      expect(await meters.insert([meter])).toEqual(new Set([meter.id]));
      const after = {
        ...meter,
        readings: [
          { at: 5, value: 1 },
          { at: 6, limit: 10 },
        ],
        rev: 2,
      };
      expect(await meters.save([{ was: 1, after }])).toEqual(new Set());
      expect(await meters.save([{ was: 1, after }])).toEqual(new Set([meter.id]));
      expect((await meters.byIds([meter.id])).get(meter.id)).toEqual(after);
      await meters.deleteOf([accountId]);
      expect((await meters.byIds([meter.id])).size).toBe(0);
    });
  });

  describe('what is kept for a while', () => {
    it('goes oldest first, no more than asked at once', async () => {
      const { events, messages } = stores();
      const old = [1, 2, 3].map((minute) =>
        anEvent({ receivedAt: new Date(minute), timestamp: new Date(minute) }),
      );
      await events.insert(old);
      expect(await events.deleteReceived(new Date(3), 1)).toBe(1);
      expect(await events.deleteReceived(new Date(3), 9)).toBe(1);
      expect(await events.byIds(old.map(({ id }) => id))).toEqual(old.slice(2));
      const mail = [1, 2, 3].map((minute) => aMessage({ createdAt: new Date(minute), status: 'sent' }));
      await messages.insert(mail);
      expect(await messages.forgetTexts(new Date(3), 1)).toBe(1);
      expect(await messages.forgetTexts(new Date(3), 9)).toBe(1);
      expect(await messages.forgetTexts(new Date(3), 9)).toBe(0);
      const waiting = aMessage({ createdAt: new Date(1), status: 'held', nextAt: undefined });
      await messages.insert([waiting]);
      expect(await messages.forgetTexts(new Date(3), 9)).toBe(0);
      expect((await messages.byId(waiting.id))?.html).toBe('<p>Hello</p>');
      const found = await messages.byIds(mail.map(({ id }) => id));
      expect(mail.map(({ id }) => [found.get(id)?.html, found.get(id)?.subject])).toEqual([
        ['', 'Hello'],
        ['', 'Hello'],
        ['<p>Hello</p>', 'Hello'],
      ]);
    });
  });

  describe('messages as facts', () => {
    it('are those that went out, with what became of them', async () => {
      const { messages } = stores();
      const contactId = freshId('reader');
      await messages.insert([
        aMessage({ contactId, workflowId: 'w', sentAt: at(1), openedAt: at(2) }),
        aMessage({ contactId }),
      ]);
      expect(await messages.sentTo([contactId])).toEqual([
        { contactId, workflowId: 'w', sentAt: at(1), openedAt: at(2) },
      ]);
    });
  });
}
