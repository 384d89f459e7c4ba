import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import type { Dispatch } from '../../../shared/dispatch.ts';
import type { Notice } from '../../../shared/notice.ts';
import { at, freshId } from './build.ts';

/** A call that waits to be handed over. */
export function aDispatch(differs: Partial<Dispatch> = {}): Dispatch {
  return {
    id: freshId('dispatch'),
    p: 3,
    contactId: freshId('c'),
    enrolmentId: freshId('e'),
    workflowId: freshId('w'),
    version: 1,
    step: 's1',
    to: { kind: 'webhook', url: 'https://example.com/', headers: [], body: '{}', timeoutMs: 1_000 },
    awaited: true,
    status: 'queued',
    attempts: 0,
    nextAt: at(0),
    createdAt: at(0),
    ...differs,
  };
}

function aNotice(differs: Partial<Notice> = {}): Notice {
  return {
    id: freshId('notice'),
    people: ['mia@harbour.test'],
    subject: 'Look',
    text: '',
    contactId: freshId('c'),
    workflowId: freshId('w'),
    step: 's1',
    at: at(0),
    readBy: [],
    ...differs,
  };
}

/** What every store of calls, notices and secrets promises. */
export function effectContract(stores: () => Stores): void {
  const claim = { by: 'worker-1', until: at(1) };

  describe('calls to other systems', () => {
    it('are kept once, and found while they are due', async () => {
      const { dispatches } = stores();
      const first = aDispatch({ p: 11, nextAt: at(2) });
      const second = aDispatch({ p: 11, nextAt: at(1) });
      await dispatches.insert([first, second]);
      await dispatches.insert([{ ...first, status: 'done' }]);
      expect((await dispatches.due([11], at(5), 10)).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect((await dispatches.due([11], at(1), 10)).map(({ id }) => id)).toEqual([second.id]);
      expect(await dispatches.nextDue([11])).toEqual(at(1));
      expect((await dispatches.byIds([first.id])).get(first.id)).toEqual(first);
    });

    it('are claimed by one worker and settled under its claim only', async () => {
      const { dispatches } = stores();
      const one = aDispatch();
      await dispatches.insert([one]);
      expect(await dispatches.claim([one.id], claim)).toEqual(new Set([one.id]));
      expect(await dispatches.claim([one.id], { ...claim, by: 'worker-2' })).toEqual(new Set());
      const done = { id: one.id, status: 'done' as const, attempts: 1, answered: 200, doneAt: at(1) };
      expect(await dispatches.settle([{ ...done, claimBy: 'worker-2' }])).toEqual(new Set());
      expect(await dispatches.settle([done])).toEqual(new Set());
      const mine = { ...done, claimBy: 'worker-1', unreported: true, nextAt: at(1) };
      expect(await dispatches.settle([mine])).toEqual(new Set([one.id]));
      await dispatches.reported([one.id]);
      const kept = (await dispatches.byIds([one.id])).get(one.id);
      expect(kept).toMatchObject({ status: 'done', answered: 200, attempts: 1 });
      for (const gone of ['claim', 'nextAt', 'unreported']) expect(kept).not.toHaveProperty(gone);
    });

    it('are cancelled with their enrolments while nobody makes them', async () => {
      const { dispatches } = stores();
      const enrolmentId = freshId('e');
      const [queued, sending] = [aDispatch({ enrolmentId }), aDispatch({ enrolmentId })];
      await dispatches.insert([queued, sending]);
      await dispatches.claim([sending.id], claim);
      await dispatches.cancelOf([enrolmentId], 'left-workflow');
      const kept = await dispatches.byIds([queued.id, sending.id]);
      expect(kept.get(queued.id)).toMatchObject({ status: 'cancelled', reason: 'left-workflow' });
      expect(kept.get(queued.id)).not.toHaveProperty('nextAt');
      expect(kept.get(sending.id)?.status).toBe('sending');
    });

    it('wait for a yes, are listed by workflow, and say who gave it', async () => {
      const { dispatches } = stores();
      const [workflowId, enrolmentId] = [freshId('w'), freshId('e')];
      const [first, second, third] = ([1, 2, 3] as const).map((minute) =>
        aDispatch({ workflowId, enrolmentId, status: 'held', nextAt: undefined, createdAt: at(minute) }),
      ) as [Dispatch, Dispatch, Dispatch];
      await dispatches.insert([first, second, third]);
      const page = await dispatches.held({ workflowId, limit: 2 });
      expect(page.items.map(({ id }) => id)).toEqual([third.id, second.id]);
      expect(await dispatches.countHeld(workflowId)).toBe(3);
      expect(await dispatches.countHeld(undefined)).toBeGreaterThanOrEqual(3);
      expect((await dispatches.held({ limit: 200 })).items.length).toBeGreaterThanOrEqual(3);
      const go = { status: 'queued' as const, nextAt: at(4), approvedBy: 'Mia' };
      const won = await dispatches.moveAll(
        ['held'],
        [
          { id: first.id, ...go },
          { id: 'none', ...go },
        ],
      );
      expect(won).toEqual(new Set([first.id]));
      expect(await dispatches.moveAll(['held'], [{ id: first.id, ...go }])).toEqual(new Set());
      expect(await dispatches.countApproved(workflowId, 20)).toBe(1);
      expect((await dispatches.byIds([first.id])).get(first.id)).toMatchObject({ ...go, nextAt: at(4) });
      await dispatches.cancelOf([enrolmentId], 'left-workflow');
      expect(await dispatches.countHeld(workflowId)).toBe(0);
    });

    it('go when they are old and over, however many older ones still wait', async () => {
      const { dispatches } = stores();
      const old = (status: Dispatch['status'], minute: number) =>
        aDispatch({ status, nextAt: undefined, createdAt: at(minute - 9_000_000) });
      const waiting = [old('held', 0), old('queued', 1), old('sending', 2)];
      const over = [old('done', 3), old('failed', 4)];
      await dispatches.insert([...waiting, ...over]);
      const before = at(9 - 9_000_000);
      expect([await dispatches.deleteOver(before, 1), await dispatches.deleteOver(before, 9)]).toEqual([
        1, 1,
      ]);
      const ids = [...waiting, ...over].map(({ id }) => id);
      expect([...(await dispatches.byIds(ids)).keys()].sort()).toEqual(waiting.map(({ id }) => id).sort());
    });

    it('are listed newest first, and go with their contact', async () => {
      const { dispatches } = stores();
      const [contactId, workflowId] = [freshId('c'), freshId('w')];
      const older = aDispatch({ contactId, workflowId });
      const newer = aDispatch({ contactId, workflowId, createdAt: at(9) });
      await dispatches.insert([older, newer]);
      const page = await dispatches.list({ workflowId, limit: 1 });
      expect(page.items.map(({ id }) => id)).toEqual([newer.id]);
      const rest = await dispatches.list({ workflowId, limit: 1, after: page.next });
      expect(rest.items.map(({ id }) => id)).toEqual([older.id]);
      const survivor = freshId('c');
      await dispatches.handOver(contactId, { id: survivor, p: 4 });
      const handed = (await dispatches.list({ contactId: survivor, limit: 5 })).items;
      expect(handed.map(({ id, p }) => [id, p])).toEqual([
        [newer.id, 4],
        [older.id, 4],
      ]);
      await dispatches.deleteOfContacts([survivor]);
      expect((await dispatches.list({ contactId: survivor, limit: 5 })).items).toEqual([]);
    });
  });

  describe('counts of a day', () => {
    it('are saved by whoever was first', async () => {
      const { dailyCounts } = stores();
      const id = freshId('w');
      const count = { id, rev: 1, day: '2026-03-02', count: 3 };
      expect(await dailyCounts.byIds([])).toEqual(new Map());
      expect(await dailyCounts.save(count, undefined)).toBe(true);
      expect(await dailyCounts.save({ ...count, count: 9 }, undefined)).toBe(false);
      expect(await dailyCounts.save({ ...count, rev: 2, count: 5 }, 1)).toBe(true);
      expect(await dailyCounts.save({ ...count, rev: 2, count: 7 }, 1)).toBe(false);
      expect((await dailyCounts.byIds([id])).get(id)).toEqual({ ...count, rev: 2, count: 5 });
    });
  });

  describe('notices', () => {
    it('are kept once and read by each person for themselves', async () => {
      const { notices } = stores();
      const [ada, ben] = [`${freshId('ada')}@harbour.test`, `${freshId('ben')}@harbour.test`];
      const first = aNotice({ people: [ada, ben] });
      const second = aNotice({ people: [ada], at: at(5) });
      await notices.insert([first, second]);
      await notices.insert([first]);
      expect(await notices.countUnread(ada, 10)).toBe(2);
      expect(await notices.countUnread(ada, 1)).toBe(1);
      await notices.markRead(ada, [first.id]);
      expect([await notices.countUnread(ada, 10), await notices.countUnread(ben, 10)]).toEqual([1, 1]);
      await notices.markRead(ada);
      const { items } = await notices.list({ person: ada, limit: 10 });
      expect(items.map(({ id, readBy }) => [id, readBy])).toEqual([
        [second.id, [ada]],
        [first.id, [ada]],
      ]);
      expect(items[1]).not.toHaveProperty('unread');
      await notices.deleteOfContacts([first.contactId ?? '']);
      expect((await notices.list({ person: ben, limit: 10 })).items).toEqual([]);
    });
  });

  describe('secrets', () => {
    it('are kept under one name each and forgotten for good', async () => {
      const { secrets } = stores();
      const name = freshId('secret');
      await secrets.put({ name, sealed: 'a', updatedAt: at(0) });
      await secrets.put({ name, sealed: 'b', updatedAt: at(1) });
      const kept = (await secrets.all()).filter((secret) => secret.name === name);
      expect(kept).toEqual([{ name, sealed: 'b', updatedAt: at(1) }]);
      expect([await secrets.delete(name), await secrets.delete(name)]).toEqual([true, false]);
    });
  });

  describe('alarms', () => {
    it('are one per workflow and contact, and go only while they are set to the same moment', async () => {
      const { alarms } = stores();
      const [workflowId, contactId] = [freshId('w'), freshId('c')];
      const alarm = { id: `${workflowId}:${contactId}`, workflowId, contactId, p: 12, at: at(5) };
      await alarms.set([alarm]);
      await alarms.set([{ ...alarm, at: at(3) }]);
      expect(await alarms.due([12], at(2), 9)).toEqual([]);
      expect(await alarms.due([12], at(3), 9)).toEqual([{ ...alarm, at: at(3) }]);
      expect(await alarms.nextDue([12])).toEqual(at(3));
      await alarms.clear([alarm]);
      expect(await alarms.nextDue([12])).toEqual(at(3));
      await alarms.clear([{ ...alarm, at: at(3) }]);
      expect(await alarms.nextDue([12])).toBeUndefined();
      await alarms.set([alarm]);
      await alarms.miss([
        { ...alarm, at: at(9) },
        { ...alarm, id: freshId('alarm') },
      ]);
      expect(await alarms.countMissed(alarm.workflowId, at(0))).toBe(0);
      await alarms.miss([alarm]);
      expect(await alarms.due([12], at(9), 9)).toEqual([]);
      expect(await alarms.countMissed(alarm.workflowId, alarm.at)).toBe(1);
      expect(await alarms.countMissed(alarm.workflowId, new Date(alarm.at.getTime() + 1))).toBe(0);
      // The next one is set beside what was missed.
      await alarms.set([alarm]);
      expect(await alarms.due([12], alarm.at, 9)).toEqual([alarm]);
      expect(await alarms.countMissed(alarm.workflowId, alarm.at)).toBe(1);
      await alarms.cancel([alarm.id]);
      await alarms.set([{ ...alarm, id: freshId('alarm') }]);
      await alarms.deleteOfContacts([contactId]);
      expect(await alarms.due([12], at(9), 9)).toEqual([]);
    });
  });

  describe('schedules', () => {
    it('begin once and are moved on by one process only', async () => {
      const { schedules } = stores();
      const mark = { workflowId: freshId('w'), at: at(1) };
      await schedules.begin(mark);
      await schedules.begin({ ...mark, at: at(9) });
      expect((await schedules.all()).filter(({ workflowId }) => workflowId === mark.workflowId)).toEqual([
        mark,
      ]);
      expect(await schedules.advance(mark, at(2))).toBe(true);
      expect(await schedules.advance(mark, at(3))).toBe(false);
    });
  });

  describe('tasks', () => {
    it('stay untold until their enrolment knows of their newest change', async () => {
      const { tasks } = stores();
      const task = {
        id: freshId('task'),
        p: 1,
        contactId: freshId('c'),
        title: 'Call',
        assignee: 'manager',
        dueAt: at(0),
        priority: 'normal' as const,
        status: 'done' as const,
        createdAt: at(0),
        untoldSince: at(-500),
      };
      await tasks.insert([task]);
      const mine = async () => (await tasks.untold(at(-400), 50)).filter(({ id }) => id === task.id);
      expect(await mine()).toHaveLength(1);
      await tasks.told([{ id: task.id, untoldSince: at(-501) }]);
      expect(await mine()).toHaveLength(1);
      await tasks.told([task]);
      expect(await mine()).toEqual([]);
    });
  });
}
