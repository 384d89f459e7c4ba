import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { aContact, anAccount, anEvent, at, freshId } from './build.ts';
import { walk } from './walk.ts';

/** Keys as people really send them: with dots, dollars inside, accents and nothing at all. */
export const oddKeys = {
  'plan.name': 'Pro',
  'a.b.c': { 'd.e': [1, { 'f.g': true }] },
  'price in $': 12.5,
  'zażółć 🙂': null,
  '': 'empty key',
  nested: { deep: [[], {}] },
};

export function contactContract(stores: () => Stores): void {
  describe('contacts', () => {
    it('of accounts are found by who was seen last, so many of each', async () => {
      const { contacts } = stores();
      const [one, two] = [freshId('account'), freshId('account')];
      const made = [3, 1, 2].map((minute) => aContact({ accountId: one, lastSeenAt: at(minute) }));
      await contacts.insert([...made, aContact({ accountId: two })]);
      const found = await contacts.lastSeenOf([one, two], 2);
      expect(found.get(one)?.map(({ lastSeenAt }) => lastSeenAt)).toEqual([at(3), at(2)]);
      expect(found.get(two)).toHaveLength(1);
    });

    it('are found by every source id they own, by id and by e-mail in any case', async () => {
      const { contacts } = stores();
      const contact = aContact({ email: 'Ada@Example.com' });
      contact.sourceIds = [`u:${contact.id}`, `a:${contact.id}`];
      await contacts.insert([contact, aContact()]);
      const found = await contacts.bySourceIds([...contact.sourceIds, 'u:nobody']);
      expect([...found.keys()].sort()).toEqual([...contact.sourceIds].sort());
      expect(found.get(`a:${contact.id}`)).toEqual(contact);
      expect((await contacts.byIds([contact.id, 'nobody'])).get(contact.id)).toEqual(contact);
      expect(await contacts.byEmail('ada@example.COM')).toEqual([contact]);
      expect(await contacts.byEmail('')).toEqual([]);
    });

    it('keep keys and values of traits exactly', async () => {
      const { contacts } = stores();
      const contact = aContact({
        traits: oddKeys,
        traitTimes: { 'plan.name': 1_736_154_000_123, 'a.b.c': 2 },
      });
      await contacts.insert([contact]);
      expect((await contacts.byIds([contact.id])).get(contact.id)).toEqual(contact);
      const after = { ...contact, traits: { ...oddKeys, 'x.y': 2 ** 40 }, rev: 2 };
      expect(await contacts.save([{ was: 1, after }])).toEqual(new Set());
      expect((await contacts.byIds([contact.id])).get(contact.id)).toEqual(after);
    });

    it('are refused when a source id has an owner, and the others of the batch are written', async () => {
      const { contacts } = stores();
      const owner = aContact();
      const other = aContact();
      const late = aContact({ sourceIds: [`a:${freshId('x')}`, ...owner.sourceIds] });
      await contacts.insert([owner]);
      expect(await contacts.insert([late, other])).toEqual(new Set([late.id]));
      expect((await contacts.byIds([late.id, other.id])).has(other.id)).toBe(true);
      expect((await contacts.bySourceIds(owner.sourceIds)).get(`u:${owner.id}`)?.id).toBe(owner.id);
    });

    it('are refused by the same source id from two writers at once, but one', async () => {
      const { contacts } = stores();
      const sourceIds = [`u:${freshId('race')}`];
      const refused = await Promise.all(
        Array.from({ length: 8 }, () => contacts.insert([aContact({ sourceIds })])),
      );
      expect(refused.filter((ids) => ids.size === 0)).toHaveLength(1);
    });

    it('lose their guard when somebody else wrote first; the rest of the batch is saved', async () => {
      const { contacts } = stores();
      const [a, b] = [aContact(), aContact()];
      await contacts.insert([a, b]);
      await contacts.save([{ was: 1, after: { ...a, tags: ['first'], rev: 2 } }]);
      const lost = await contacts.save([
        { was: 1, after: { ...a, tags: ['second'], rev: 2 } },
        { was: 1, after: { ...b, tags: ['second'], rev: 2 } },
      ]);
      expect(lost).toEqual(new Set([a.id]));
      const now = await contacts.byIds([a.id, b.id]);
      expect(now.get(a.id)?.tags).toEqual(['first']);
      expect(now.get(b.id)).toEqual({ ...b, tags: ['second'], rev: 2 });
    });

    it('lose when saving takes a source id that has an owner', async () => {
      const { contacts } = stores();
      const [a, b] = [aContact(), aContact()];
      await contacts.insert([a, b]);
      const after = { ...b, sourceIds: [...b.sourceIds, ...a.sourceIds], rev: 2 };
      expect(await contacts.save([{ was: 1, after }])).toEqual(new Set([b.id]));
    });

    it('have one winner of two writers of the same revision', async () => {
      const { contacts } = stores();
      const contact = aContact();
      await contacts.insert([contact]);
      const lost = await Promise.all(
        Array.from({ length: 8 }, (_, tag) =>
          contacts.save([{ was: 1, after: { ...contact, tags: [`${tag}`], rev: 2 } }]),
        ),
      );
      const winner = lost.findIndex((ids) => ids.size === 0);
      expect(lost.filter((ids) => ids.size === 0)).toHaveLength(1);
      expect((await contacts.byIds([contact.id])).get(contact.id)?.tags).toEqual([`${winner}`]);
    });

    it('are deleted', async () => {
      const { contacts } = stores();
      const contact = aContact();
      await contacts.insert([contact]);
      await contacts.delete([contact.id]);
      await contacts.delete([]);
      expect(await contacts.bySourceIds(contact.sourceIds)).toEqual(new Map());
    });
  });

  describe('accounts', () => {
    it('are inserted once, saved under their guard and kept exactly', async () => {
      const { accounts } = stores();
      const account = anAccount({ mrr: 49.5, traits: oddKeys, card: { 'exp.month': 12 } });
      expect(await accounts.insert([account])).toEqual(new Set());
      expect(await accounts.insert([account])).toEqual(new Set([account.id]));
      expect(await accounts.save([{ was: 7, after: { ...account, rev: 8 } }])).toEqual(new Set([account.id]));
      expect(await accounts.save([{ was: 1, after: { ...account, plan: 'pro', rev: 2 } }])).toEqual(
        new Set(),
      );
      expect((await accounts.byIds([account.id])).get(account.id)).toEqual({
        ...account,
        plan: 'pro',
        rev: 2,
      });
    });
  });
}

export function eventContract(stores: () => Stores): void {
  describe('events', () => {
    it('are stored once: the first content of a messageId wins', async () => {
      const { events } = stores();
      const later = at(9_999);
      const [a, b] = [anEvent({ properties: oddKeys }), anEvent({ receivedAt: later })];
      expect(await events.insert([a])).toEqual(new Set());
      const again = { ...a, name: 'Other', properties: {}, receivedAt: later };
      expect(await events.insert([again, b])).toEqual(new Set([a.id]));
      expect(await events.byIds([b.id, 'none', a.id])).toEqual([b, a]);
    });

    it('load for many people and names in one go, oldest first, within their bounds', async () => {
      const { events } = stores();
      const [ada, bob] = [`u:${freshId('ada')}`, `u:${freshId('bob')}`];
      const of = (sourceId: string, name: string, minute: number) =>
        anEvent({ sourceId, name, timestamp: at(minute), properties: { minute } });
      await events.insert([
        of(ada, 'A', 3),
        of(ada, 'A', 1),
        of(ada, 'B', 2),
        of(bob, 'A', 5),
        of(bob, 'A', 9),
      ]);
      const load = (from: number, until: number, properties: boolean) =>
        events.load([
          { sourceIds: [ada, bob], name: 'A', from, until, properties },
          { sourceIds: [ada], name: 'B', from: Number.NEGATIVE_INFINITY, until, properties: false },
        ]);
      const all = await load(Number.NEGATIVE_INFINITY, at(9).getTime(), true);
      expect(all.map((event) => [event.sourceId, event.name, event.properties?.minute])).toEqual([
        [ada, 'A', 1],
        [ada, 'B', undefined],
        [ada, 'A', 3],
        [bob, 'A', 5],
        [bob, 'A', 9],
      ]);
      const some = await load(at(1).getTime(), at(5).getTime(), false);
      expect(some).toEqual([
        { sourceId: ada, name: 'B', timestamp: at(2) },
        { sourceId: ada, name: 'A', timestamp: at(3) },
        { sourceId: bob, name: 'A', timestamp: at(5) },
      ]);
      expect(await load(at(1).getTime(), at(5).getTime(), true)).toEqual([
        { sourceId: ada, name: 'B', timestamp: at(2) },
        { sourceId: ada, name: 'A', timestamp: at(3), properties: { minute: 3 } },
        { sourceId: bob, name: 'A', timestamp: at(5), properties: { minute: 5 } },
      ]);
      const many = [...Array.from({ length: 2_500 }, (_, n) => `u:nobody-${n}`), bob];
      const query = { sourceIds: many, name: 'A', from: 0, until: at(9).getTime(), properties: false };
      expect(await events.load([query])).toHaveLength(2);
      expect(await events.load([])).toEqual([]);
    });

    it('tell a person’s story newest first, across ids, complete while more arrives', async () => {
      const { events } = stores();
      const ids = [`u:${freshId('story')}`, `a:${freshId('story')}`] as const;
      const story = [4, 4, 4, 2, 8, 6].map((minute, turn) =>
        anEvent({ sourceId: ids[turn % 2] ?? ids[0], timestamp: at(minute), receivedAt: at(minute + 1) }),
      );
      await events.insert(story);
      const expected = [...story].sort(
        (a, b) => b.timestamp.getTime() - a.timestamp.getTime() || (a.id < b.id ? 1 : -1),
      );
      const late = () => events.insert([anEvent({ sourceId: ids[0], timestamp: at(9), receivedAt: at(20) })]);
      const seen = await walk(
        (request) => events.timeline(ids, request),
        2,
        async () => void (await late()),
      );
      expect(seen.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      const recent = await events.recent({ limit: 3, sourceIds: ids });
      expect(recent.items[0]?.receivedAt).toEqual(at(20));
      expect((await events.recent({ limit: 3 })).items).toHaveLength(3);
    });

    it('are found by name, the newest first, whichever id they came under', async () => {
      const { events } = stores();
      const ids = [anEvent().sourceId, anEvent().sourceId];
      const made = [1, 4, 2, 3].map((day, index) =>
        anEvent({ sourceId: ids[index % 2] ?? '', name: 'Paid', timestamp: at(day), receivedAt: at(9) }),
      );
      const other = anEvent({ sourceId: ids[0] ?? '', name: 'Other', timestamp: at(8), receivedAt: at(9) });
      await events.insert([...made, other]);
      const found = await events.newest(ids, 'Paid', 3);
      expect(found.map(({ timestamp }) => timestamp)).toEqual([at(4), at(3), at(2)]);
    });

    it('are found among those that came too late, which facts never see', async () => {
      const { events } = stores();
      const { sourceId } = anEvent();
      const came = (name: string | undefined, day: number, late: boolean) =>
        anEvent({ sourceId, name, timestamp: at(day), receivedAt: at(90), ...(late ? { late } : {}) });
      await events.insert([
        came('Paid', 1, true),
        came('Paid', 3, true),
        came('Paid', 2, true),
        came('Paid', 80, false),
        came('Other', 4, true),
        came(undefined, 5, true),
      ]);
      expect(await events.late([sourceId], ['Paid', 'Unheard'], 2)).toEqual([
        { name: 'Paid', timestamp: at(3) },
        { name: 'Paid', timestamp: at(2) },
      ]);
      expect(await events.late([sourceId], [], 2)).toEqual([]);
      expect(await events.late([], ['Paid'], 2)).toEqual([]);
    });

    it('are forgotten with their person, or one by one', async () => {
      const { events } = stores();
      const [event, single, kept] = [anEvent(), anEvent(), anEvent()];
      await events.insert([single, kept]);
      await events.delete([single.id]);
      expect((await events.byIds([single.id, kept.id])).map(({ id }) => id)).toEqual([kept.id]);
      await events.insert([event]);
      await events.deleteOf([event.sourceId]);
      expect(await events.byIds([event.id])).toEqual([]);
    });
  });

  describe('the intake', () => {
    it('hands out what is stale once per round, oldest first, and forgets what is done', async () => {
      const { intake } = stores();
      const [old, older, young] = [freshId('intake'), freshId('intake'), freshId('intake')];
      await intake.insert({ id: old, at: at(2), messageIds: ['a'] });
      await intake.insert({ id: older, at: at(1), messageIds: ['b', 'c'] });
      await intake.insert({ id: young, at: at(30), messageIds: [] });
      expect(await intake.takeStale(at(10), at(20))).toEqual({
        id: older,
        at: at(20),
        messageIds: ['b', 'c'],
        attempts: 1,
      });
      expect((await intake.takeStale(at(10), at(20)))?.id).toBe(old);
      expect(await intake.takeStale(at(10), at(20))).toBeUndefined();
      await intake.delete([old, older, young]);
      expect(await intake.takeStale(at(60), at(60))).toBeUndefined();
    });

    it('lets what fails wait, and hands out what was put away only after somebody revived it', async () => {
      const { intake } = stores();
      const [late, dead, other] = [freshId('intake'), freshId('intake'), freshId('intake')];
      for (const id of [late, dead, other]) await intake.insert({ id, at: at(1), messageIds: ['a', 'b'] });
      await intake.postpone(late, at(30), 'busy');
      await intake.putAway(dead, { messageIds: ['b'], reason: 'broken', at: at(5) });
      await intake.putAway(other, { messageIds: ['a'], reason: 'broken', at: at(4) });
      expect(await intake.waiting(9)).toBe(1);
      expect(await intake.takeStale(at(20), at(20))).toBeUndefined();
      expect(await intake.takeStale(at(40), at(40))).toMatchObject({ id: late, attempts: 1, reason: 'busy' });
      const first = await intake.dead({ limit: 1 });
      expect(first.items).toEqual([{ id: dead, messageIds: ['b'], reason: 'broken', deadAt: at(5) }]);
      expect((await intake.dead({ limit: 1, after: first.next })).items).toMatchObject([{ id: other }]);
      expect(await intake.revive(dead)).toBe(true);
      expect(await intake.revive(dead)).toBe(false);
      expect(await intake.deadById(dead)).toBeUndefined();
      expect(await intake.deadById(other)).toMatchObject({ messageIds: ['a'] });
      expect(await intake.takeStale(at(40), at(40))).toMatchObject({ id: dead, attempts: 1 });
      expect(await intake.deleteDead(at(4), 9)).toBe(0);
      expect(await intake.deleteDead(at(5), 9)).toBe(1);
      await intake.delete([late, dead]);
      expect(await intake.waiting(9)).toBe(0);
    });
  });

  describe('refused calls', () => {
    it('are listed newest first, by status and person', async () => {
      const { calls } = stores();
      const userId = freshId('caller');
      const call = (minute: number, status: 'duplicate' | 'rejected') => ({
        id: freshId('call'),
        status,
        type: 'track',
        userId,
        // Calls are forgotten by the database's own clock after some days; these must not be yet.
        receivedAt: new Date(Date.UTC(2199, 0, 1, 0, minute)),
      });
      const given = [call(1, 'rejected'), call(3, 'duplicate'), call(2, 'rejected')];
      await calls.remember(given);
      await calls.remember(given);
      const minutes = async (status?: 'duplicate' | 'rejected') =>
        (await calls.recent({ limit: 9, userId, status })).items.map(({ receivedAt }) =>
          receivedAt.getUTCMinutes(),
        );
      expect(await minutes()).toEqual([3, 2, 1]);
      expect(await minutes('rejected')).toEqual([2, 1]);
      expect((await calls.recent({ limit: 1, status: 'duplicate' })).items[0]).toEqual(given[1]);
      expect((await calls.recent({ limit: 1 })).next).toBeDefined();
      await calls.deleteOf([userId]);
      expect((await calls.recent({ limit: 9, userId })).items).toEqual([]);
    });
  });

  describe('names seen', () => {
    it('are remembered once each with the last time and sample, last seen first', async () => {
      const { names } = stores();
      const name = `${freshId('name')}.${'x'.repeat(3_000)}`;
      await names.saw([{ kind: 'event', name, lastSeenAt: at(5), sample: oddKeys }]);
      await names.saw([
        { kind: 'event', name, lastSeenAt: at(3) },
        { kind: 'contact', name, lastSeenAt: at(3) },
        { kind: 'event', name: 'newest', lastSeenAt: at(600) },
      ]);
      const all = await names.all();
      expect(all.filter((seen) => seen.name === name)).toEqual([
        { kind: 'event', name, lastSeenAt: at(5), sample: oddKeys },
        { kind: 'contact', name, lastSeenAt: at(3) },
      ]);
      expect(all[0]?.name).toBe('newest');
      await names.forgetSamples([{ kind: 'event', name }]);
      expect((await names.all()).filter((seen) => seen.name === name)).toEqual([
        { kind: 'event', name, lastSeenAt: at(5) },
        { kind: 'contact', name, lastSeenAt: at(3) },
      ]);
    });
  });
}
