import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import type { WatchRecord } from '../../../server/ports/looks.ts';
import { blankLook, type LookRecord } from '../../../shared/look.ts';
import { aContact, at, freshId } from './build.ts';

const when = { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] };

function aLook(differs: Partial<LookRecord> = {}): LookRecord {
  const id = differs.id ?? `c:${freshId('subject')}`;
  return {
    ...blankLook(id, 3),
    on: { 's:pro': { generation: 1, holds: true, since: 1, turns: 1 } },
    in: ['s:pro'],
    ...differs,
  };
}

function aWatch(differs: Partial<WatchRecord> = {}): WatchRecord {
  return {
    id: `s:${freshId('watch')}`,
    kind: 'segment',
    subject: 'contact',
    opensWhen: when,
    cooldown: 0,
    demo: false,
    generation: 1,
    since: at(0),
    pass: { cursor: '', done: 0, total: 0, finished: false, movedAt: at(0) },
    rev: 1,
    ...differs,
  };
}

/** What is remembered of subjects, and the conditions it is remembered by. */
export function lookContract(stores: () => Stores): void {
  describe('what is remembered of subjects', () => {
    it('is written once by one of two who read the same, new or known', async () => {
      const { looks } = stores();
      const fresh = aLook();
      expect([...(await looks.save([fresh]))]).toEqual([]);
      expect([...(await looks.save([fresh]))]).toEqual([fresh.id]);
      const known = (await looks.byIds([fresh.id])).get(fresh.id) as LookRecord;
      expect(known).toMatchObject({ rev: 1, in: ['s:pro'], p: 3 });
      const changes = [{ ...known, in: [] }, aLook()];
      expect((await looks.save(changes)).size).toBe(0);
      expect([...(await looks.save([{ ...known, in: ['s:other'] }]))]).toEqual([known.id]);
    });

    it('is gone when nothing is left, unless somebody noted a change meanwhile', async () => {
      const { looks } = stores();
      const [gone, woken] = [aLook(), aLook()];
      await looks.save([gone, woken]);
      await looks.wake([{ id: woken.id, p: 3, tokens: ['contact'], loud: true }], at(5));
      const empty = (record: LookRecord) => ({ ...record, rev: 1, on: {}, in: [] });
      await looks.save([empty(gone), empty(woken)]);
      expect([...(await looks.byIds([gone.id, woken.id])).keys()]).toEqual([woken.id]);
    });

    it('is woken by whoever changes a fact, at the earliest moment, also where there was nothing', async () => {
      const { looks } = stores();
      const known = aLook({ lookAt: at(60).getTime() });
      await looks.save([known]);
      const fresh = `c:${freshId('subject')}`;
      const waking = (id: string, token: string, loud: boolean) => ({ id, p: 5, tokens: [token], loud });
      await looks.wake([waking(known.id, 'contact', false), waking(fresh, 'email', false)], at(10));
      await looks.wake([waking(known.id, 'account', true), waking(fresh, 'email', false)], at(20));
      const found = await looks.byIds([known.id, fresh]);
      expect(found.get(known.id)).toMatchObject({
        lookAt: at(10).getTime(),
        dirty: ['contact', 'account'],
        loud: true,
        in: ['s:pro'],
      });
      expect(found.get(fresh)).toMatchObject({ lookAt: at(10).getTime(), dirty: ['email'], on: {} });
      expect(found.get(fresh)?.loud).toBeUndefined();
      expect([...(await looks.save([{ ...known, rev: 1 }]))]).toEqual([known.id]);
    });

    it('is found when it is due, by partition and earliest first', async () => {
      const { looks } = stores();
      const records = [30, 10, 20].map((minutes) => aLook({ p: 11, lookAt: at(minutes).getTime() }));
      await looks.save([...records, aLook({ p: 12, lookAt: at(1).getTime() }), aLook({ p: 11 })]);
      expect((await looks.due([11], at(25), 10)).map(({ lookAt }) => lookAt)).toEqual([
        at(10).getTime(),
        at(20).getTime(),
      ]);
      expect(await looks.nextDue([11])).toEqual(at(10));
      expect(await looks.nextDue([10])).toBeUndefined();
    });

    it('lists and counts those for whom a condition holds', async () => {
      const { looks } = stores();
      const watch = `s:${freshId('key')}`;
      const records = Array.from({ length: 5 }, () => aLook({ in: [watch, 's:else'] }));
      await looks.save(records);
      const first = await looks.holding(watch, { limit: 3 });
      const rest = await looks.holding(watch, { limit: 3, after: first.at(-1)?.id });
      expect([...first, ...rest].map(({ id }) => id)).toEqual(records.map(({ id }) => id).sort());
      expect(await looks.sizes([watch, 's:nobody'])).toEqual(
        new Map([
          [watch, 5],
          ['s:nobody', 0],
        ]),
      );
      await looks.delete(records.map(({ id }) => id));
      expect((await looks.sizes([watch])).get(watch)).toBe(0);
    });
  });

  describe('conditions that are remembered', () => {
    it('are saved under their revision, and their pass moves on for their generation only', async () => {
      const { watches } = stores();
      const watch = aWatch();
      expect(await watches.save(watch, 0)).toBe(true);
      expect(await watches.save(watch, 0)).toBe(false);
      const pass = { cursor: 'c', done: 3, total: 5, finished: true, movedAt: at(1) };
      await watches.passed(watch.id, 2, pass);
      expect((await watches.byIds([watch.id])).get(watch.id)?.pass.done).toBe(0);
      await watches.passed(watch.id, 1, pass);
      const moved = (await watches.byIds([watch.id])).get(watch.id);
      expect(moved).toMatchObject({ pass, generation: 1, opensWhen: when });
      expect((await watches.all()).map(({ id }) => id)).toContain(watch.id);
      await watches.delete(watch.id);
      expect((await watches.byIds([watch.id])).size).toBe(0);
    });

    it('have a history of who came and went', async () => {
      const { moves } = stores();
      const watch = `s:${freshId('key')}`;
      const subject = `c:${freshId('subject')}`;
      const move = (turn: number, holds: boolean, minutes: number) => ({
        id: `${watch} ${subject} ${turn}`,
        watch,
        subject,
        holds,
        at: at(minutes),
      });
      await moves.insert([move(1, true, 0), move(2, false, 1), move(3, true, 1_440)]);
      await moves.insert([move(3, true, 1_440)]);
      expect((await moves.ofSubject(subject, { limit: 2 })).items.map(({ holds }) => holds)).toEqual([
        true,
        false,
      ]);
      expect(await moves.perDay(watch, at(-60))).toEqual(
        new Map([
          ['2125-01-08', { entered: 1, left: 1 }],
          ['2125-01-09', { entered: 1, left: 0 }],
        ]),
      );
      await moves.deleteOfSubjects([subject]);
      expect((await moves.ofSubject(subject, { limit: 2 })).items).toEqual([]);
    });
  });

  describe('segments', () => {
    it('are saved under their revision and listed by key', async () => {
      const { segments } = stores();
      const keys = ['a', 'b', 'c'].map((letter) => `${letter}-${freshId('segment')}`);
      const record = (key: string, archived = false) => ({
        id: key,
        document: {
          format: 'mooring.segment/1' as const,
          key,
          name: key,
          subject: 'contact' as const,
          when,
        },
        archived,
        rev: 1,
        createdAt: at(0),
        updatedAt: at(0),
      });
      for (const key of keys) expect(await segments.save(record(key), 0)).toBe(true);
      expect(await segments.save(record(keys[0] ?? ''), 0)).toBe(false);
      expect(await segments.save({ ...record(keys[2] ?? '', true), rev: 2 }, 1)).toBe(true);
      expect(await segments.save({ ...record(keys[2] ?? '', true), rev: 2 }, 1)).toBe(false);
      const listed = await segments.list({ limit: 1, after: keys[0], archived: false });
      expect(listed.map(({ id }) => id)).toEqual([keys[1]]);
      expect((await segments.all()).map(({ id }) => id)).toEqual(keys.slice(0, 2));
      expect((await segments.byIds(keys)).size).toBe(3);
      await segments.delete(keys[2] ?? '');
      expect((await segments.byIds(keys)).size).toBe(2);
    });

    it('remember how large they were', async () => {
      const { sizes } = stores();
      const watch = `s:${freshId('key')}`;
      await sizes.put([{ watch, day: '2026-03-01', size: 3 }]);
      await sizes.put([
        { watch, day: '2026-03-01', size: 4 },
        { watch, day: '2026-03-02', size: 5 },
      ]);
      expect(await sizes.since(watch, '2026-03-01')).toEqual([
        { watch, day: '2026-03-01', size: 4 },
        { watch, day: '2026-03-02', size: 5 },
      ]);
      await sizes.deleteOf(watch);
      expect(await sizes.since(watch, '2026-03-01')).toEqual([]);
    });
  });

  describe('fields that conditions ask for', () => {
    it('find records by what they hold, and are known to be ready', async () => {
      const { contacts, fields } = stores();
      const level = freshId('level');
      const before = aContact({ traits: { level } });
      await contacts.insert([before]);
      contacts.indexFields(['traits.level']);
      const after = aContact({ traits: { level: [level, 7] } });
      await contacts.insert([after]);
      const holding = (v: unknown) => ({ facets: { $elemMatch: { k: 'traits.level', v } } });
      const found = async (v: unknown) =>
        (await contacts.matching(holding(v), 10)).map(({ id }) => id).sort();
      expect(await found({ $eq: level })).toEqual([after.id]);
      await contacts.reindex([before, { ...after, rev: 99, traits: {} }]);
      expect(await found({ $eq: level })).toEqual([before.id, after.id].sort());
      expect(await found({ $gt: 6, $lte: 7 })).toEqual([after.id]);
      expect((await contacts.byIds([after.id])).get(after.id)).not.toHaveProperty('facets');
      contacts.indexFields([]);
      const field = { id: `contact:${level}`, subject: 'contact' as const, name: level, ready: false };
      await fields.add([{ ...field, since: at(0) }]);
      await fields.ready([field.id]);
      expect((await fields.all()).find(({ id }) => id === field.id)?.ready).toBe(true);
    });
  });
}
