import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { anEnrolment, anInboxItem, at, freshId } from './build.ts';
import { oddKeys } from './people-and-events.ts';
import { walk } from './walk.ts';

export function enrolmentContract(stores: () => Stores): void {
  describe('enrolments', () => {
    it('enter once per cause and once per slot and ordinal', async () => {
      const { enrolments } = stores();
      const first = anEnrolment({ trigger: { kind: 'event', timestamp: 1, properties: oddKeys } });
      const { workflowId, subject, cause } = first;
      const sameCause = anEnrolment({ workflowId, subject, cause, slot: 'other' });
      const sameSlot = anEnrolment({ workflowId, subject });
      const next = anEnrolment({ workflowId, subject, ordinal: 1 });
      expect(await enrolments.insert([first])).toEqual(new Set());
      expect(await enrolments.insert([sameCause, sameSlot, next])).toEqual(
        new Set([sameCause.id, sameSlot.id]),
      );
      expect(await enrolments.insert([first])).toEqual(new Set([first.id]));
      expect((await enrolments.byIds([first.id])).get(first.id)).toEqual(first);
    });

    it('enter once when eight writers try at the same time', async () => {
      const { enrolments } = stores();
      const [workflowId, subject] = [freshId('w'), freshId('c')];
      const refused = await Promise.all(
        Array.from({ length: 8 }, () => enrolments.insert([anEnrolment({ workflowId, subject })])),
      );
      expect(refused.filter((ids) => ids.size === 0)).toHaveLength(1);
    });

    it('are due in order of time across partitions, and only in those asked for', async () => {
      const { enrolments } = stores();
      const due = (p: number, minute: number | undefined) =>
        anEnrolment({ p, dueAt: minute === undefined ? undefined : at(minute) });
      const [a, b, c, later, elsewhere] = [due(11, 3), due(12, 1), due(11, 2), due(11, 50), due(13, 1)];
      await enrolments.insert([a, b, c, later, elsewhere, due(11, undefined)]);
      const ids = async (limit: number) =>
        (await enrolments.due([11, 12], at(10), limit)).map(({ id }) => id);
      expect(await ids(10)).toEqual([b.id, c.id, a.id]);
      expect(await ids(2)).toEqual([b.id, c.id]);
      expect(await enrolments.nextDue([11, 12])).toEqual(at(1));
      expect(await enrolments.nextDue([15])).toBeUndefined();
      await enrolments.deleteOfSubjects([b.subject]);
      expect(await enrolments.nextDue([11, 12])).toEqual(at(2));
    });

    it('of accounts forget the person whose doing started them', async () => {
      const { enrolments } = stores();
      const source = freshId('source');
      const trigger = { kind: 'event' as const, timestamp: 0, properties: { why: 'secret' } };
      const [theirs, other] = [anEnrolment({ person: source, trigger }), anEnrolment({ trigger })];
      await enrolments.insert([theirs, other]);
      await enrolments.forgetPerson([source]);
      const found = await enrolments.byIds([theirs.id, other.id]);
      expect(found.get(theirs.id)?.trigger.properties).toEqual({});
      expect(found.get(theirs.id)?.person).toBeUndefined();
      expect(found.get(other.id)?.trigger.properties).toEqual({ why: 'secret' });
    });

    it('are saved where the revision holds; who lost has written nothing', async () => {
      const { enrolments } = stores();
      const [a, b] = [anEnrolment({ dueAt: at(1), p: 14 }), anEnrolment()];
      await enrolments.insert([a, b]);
      await enrolments.poke([{ id: b.id, item: anInboxItem() }], at(2));
      const { dueAt: _, ...rested } = a;
      const after = { ...rested, step: 'next', rev: 2 };
      const lost = await enrolments.save([
        { was: 1, after },
        { was: 1, after: { ...b, step: 'next', rev: 2 } },
      ]);
      expect(lost).toEqual(new Set([b.id]));
      const now = await enrolments.byIds([a.id, b.id]);
      expect(now.get(a.id)).toEqual(after);
      expect(now.get(b.id)?.step).toBe(b.step);
      expect(await enrolments.nextDue([14])).toBeUndefined();
    });

    it('take an item into the inbox once, in order, and become due at the earlier moment', async () => {
      const { enrolments } = stores();
      const enrolment = anEnrolment({ dueAt: at(60) });
      const [one, two, three] = [anInboxItem({ properties: oddKeys }), anInboxItem(), anInboxItem()];
      await enrolments.insert([enrolment]);
      const read = async () => (await enrolments.byIds([enrolment.id])).get(enrolment.id);
      await enrolments.poke(
        [one, two, one].map((item) => ({ id: enrolment.id, item })),
        at(5),
      );
      await enrolments.poke([{ id: enrolment.id, item: one }], at(1));
      expect(await read()).toEqual({ ...enrolment, inbox: [one, two], dueAt: at(5), rev: 3 });
      await enrolments.poke([{ id: enrolment.id, item: three }], at(90));
      expect(await read()).toEqual({ ...enrolment, inbox: [one, two, three], dueAt: at(5), rev: 4 });
    });

    it('are not poked after the end, unless the goal is still looked at and not reached', async () => {
      const { enrolments } = stores();
      const ended = anEnrolment({ status: 'completed', endedAt: at(1) });
      const watched = anEnrolment({ status: 'exited', endedAt: at(1), goalUntil: at(100) });
      const past = anEnrolment({ status: 'heldOut', goalUntil: at(2) });
      const reached = anEnrolment({ status: 'completed', goalUntil: at(100), goalAt: at(1) });
      const all = [ended, watched, past, reached, anEnrolment({ status: 'parked' })];
      await enrolments.insert(all);
      await enrolments.poke(
        all.map(({ id }) => ({ id, item: anInboxItem() })),
        at(5),
      );
      const now = await enrolments.byIds(all.map(({ id }) => id));
      expect(all.map(({ id }) => now.get(id)?.inbox.length)).toEqual([0, 1, 0, 0, 1]);
      const alive = await enrolments.alive(
        all.map(({ subject }) => subject),
        all.map(({ workflowId }) => workflowId),
        at(5),
      );
      expect(alive.map(({ id }) => id).sort()).toEqual([watched.id, all[4]?.id].sort());
    });

    it('empty their outbox only where nobody moved them meanwhile', async () => {
      const { enrolments } = stores();
      const effect = { type: 'task', id: 'e:1:s', step: 's', visit: 1, at: at(0) } as const;
      const [a, b] = [
        anEnrolment({ outbox: [effect], dueAt: at(0) }),
        anEnrolment({ outbox: [effect], dueAt: at(0) }),
      ];
      await enrolments.insert([a, b]);
      await enrolments.outboxFlushed([
        { id: a.id, rev: 1, dueAt: undefined },
        { id: b.id, rev: 7, dueAt: at(9) },
      ]);
      const { dueAt: _, ...rested } = a;
      const now = await enrolments.byIds([a.id, b.id]);
      expect(now.get(a.id)).toEqual({ ...rested, outbox: [] });
      expect(now.get(b.id)).toEqual(b);
      const told = { type: 'effect' as const, id: 'x', outcome: 'next', at: at(1) };
      await enrolments.outboxFlushed([{ id: b.id, rev: 1, dueAt: at(1), told: [told] }]);
      const after = (await enrolments.byIds([b.id])).get(b.id);
      expect(after).toMatchObject({ outbox: [], inbox: [...b.inbox, told], rev: 2, dueAt: at(1) });
    });

    it('name the newest for each workflow and subject', async () => {
      const { enrolments } = stores();
      const [workflowId, otherWorkflow, subject] = [freshId('w'), freshId('w'), freshId('c')];
      const of = (ordinal: number, differs = {}) => anEnrolment({ workflowId, subject, ordinal, ...differs });
      const [newest, other, elsewhere] = [
        of(2),
        of(0, { subject: 'c-other' }),
        of(5, { workflowId: otherWorkflow }),
      ];
      await enrolments.insert([of(0), newest, of(1), other, elsewhere]);
      const latest = async (keys: { workflowId: string; subject: string }[]) =>
        (await enrolments.latest(keys)).map(({ id }) => id).sort();
      expect(await latest([{ workflowId, subject }])).toEqual([newest.id]);
      expect(
        await latest([
          { workflowId, subject },
          { workflowId, subject: 'c-other' },
          { workflowId: otherWorkflow, subject },
          { workflowId: otherWorkflow, subject: 'c-other' },
        ]),
      ).toEqual([newest.id, other.id, elsewhere.id].sort());
      expect(await latest([])).toEqual([]);
    });

    it('are listed newest first by subject, workflow and status, complete while others enter', async () => {
      const { enrolments } = stores();
      const [workflowId, subject] = [freshId('w'), freshId('c')];
      const enter = (minute: number, differs = {}) =>
        anEnrolment({ workflowId, enteredAt: at(minute), ...differs });
      const there = [
        enter(1, { subject }),
        enter(5),
        enter(5, { status: 'parked' }),
        enter(5, { status: 'completed' }),
        enter(9, { status: 'exited' }),
      ];
      await enrolments.insert(there);
      const seen = await walk(
        (request) => enrolments.list({ ...request, workflowId }),
        2,
        async () => void (await enrolments.insert([enter(60, { status: 'heldOut' })])),
      );
      const ids = there.map(({ id }) => id);
      expect(seen.map(({ id }) => id).sort()).toEqual(ids.sort());
      const times = seen.map(({ enteredAt }) => enteredAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
      const count = async (filter: Parameters<typeof enrolments.list>[0]) =>
        (await enrolments.list(filter)).items.length;
      expect(await count({ limit: 9, workflowId, status: 'parked' })).toBe(1);
      expect(await count({ limit: 9, workflowId, status: 'exited' })).toBe(1);
      expect(await count({ limit: 9, workflowId, subject })).toBe(1);
      expect(await count({ limit: 9, workflowId, subject, status: 'waiting' })).toBe(1);
      expect(await count({ limit: 9, subject, status: 'parked' })).toBe(0);
      expect(await count({ limit: 1, status: 'waiting' })).toBe(1);
      expect(await count({ limit: 1 })).toBe(1);
      expect((await enrolments.ofSubject(subject, { limit: 9 })).items).toEqual([there[0]]);
      const inside = await walk((request) => enrolments.insideOf(workflowId, request), 1);
      expect(inside.map(({ enteredAt }) => enteredAt)).toEqual([at(5), at(5), at(1)]);
    });

    it('are counted per workflow, step and exit', async () => {
      const { enrolments } = stores();
      const workflowId = freshId('w');
      const step = (name: string, exit?: string) => ({
        step: name,
        kind: 'wait' as const,
        visit: 1,
        at: at(0),
        ...(exit === undefined ? {} : { exit }),
      });
      await enrolments.insert([
        anEnrolment({ workflowId, step: 'b', history: [step('a', 'next'), step('b')] }),
        anEnrolment({ workflowId, step: 'b', history: [step('a', 'next'), step('b')], goalAt: at(3) }),
        anEnrolment({ workflowId, step: 'a', history: [step('a')], enteredAt: at(7) }),
        anEnrolment({
          workflowId,
          step: undefined,
          status: 'completed',
          history: [step('a', 'late')],
          goalUntil: at(2),
        }),
      ]);
      expect(await enrolments.inside(workflowId)).toEqual([
        { step: 'a', count: 1 },
        { step: 'b', count: 2 },
      ]);
      const traffic = await enrolments.traffic(workflowId, undefined, at(9));
      expect(traffic).toHaveLength(4);
      expect(traffic).toEqual(
        expect.arrayContaining([
          { step: 'a', exit: 'next', count: 2, goals: 1, decided: 1 },
          { step: 'a', exit: 'late', count: 1, goals: 0, decided: 1 },
          { step: 'a', exit: undefined, count: 1, goals: 0, decided: 0 },
          { step: 'b', exit: undefined, count: 2, goals: 1, decided: 1 },
        ]),
      );
      const early = await enrolments.traffic(workflowId, undefined, at(1));
      expect(early.find(({ exit }) => exit === 'late')).toMatchObject({ decided: 0 });
      expect(await enrolments.totals([workflowId, 'w-none'])).toEqual(
        new Map([[workflowId, { entered: 4, inside: 3, goals: 1, lastEnteredAt: at(7) }]]),
      );
      expect(await enrolments.totals([])).toEqual(new Map());
      const at7 = await enrolments.totals([workflowId], at(7));
      expect(at7.get(workflowId)).toMatchObject({ entered: 1 });
      const lately = await enrolments.traffic(workflowId, at(7), at(9));
      expect(lately.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(6);
      const here = await enrolments.list({ limit: 10, workflowId, step: 'b' });
      expect(here.items.map(({ step: at }) => at)).toEqual(['b', 'b']);
    });

    it('are counted by why their e-mails wait, or were left out', async () => {
      const { enrolments } = stores();
      const workflowId = freshId('w');
      const mail = (why: 'window' | 'holiday' | 'window-expired', leftAt?: Date) => {
        const step = { step: 'a', kind: 'send-email' as const, visit: 1, at: at(0), why };
        return anEnrolment({ workflowId, history: [leftAt ? { ...step, leftAt } : step] });
      };
      await enrolments.insert([
        ...[mail('window'), mail('window'), mail('window', at(3)), mail('holiday', at(3))],
        ...[mail('window-expired', at(3)), anEnrolment({ workflowId })],
      ]);
      // Gone on, somebody waits no longer; what was left out stays so.
      const going = anEnrolment({ workflowId, history: mail('holiday').history });
      await enrolments.insert([going]);
      await enrolments.save([
        { was: going.rev, after: { ...going, rev: 1, history: mail('holiday', at(4)).history } },
      ]);
      const found = await enrolments.putOff(workflowId, at(-1));
      expect(found.sort((a, b) => b.count - a.count)).toEqual([
        { why: 'window', count: 2 },
        { why: 'window-expired', count: 1 },
      ]);
      expect(await enrolments.putOff(workflowId, at(9_999))).toEqual([]);
    });

    it('that became due while their workflow was paused are counted and listed', async () => {
      const { enrolments } = stores();
      const workflowId = freshId('w');
      const parked = anEnrolment({ workflowId, status: 'parked', reason: 'workflow-paused' });
      const due = anEnrolment({ workflowId, dueAt: at(4) });
      const faulty = anEnrolment({ workflowId, status: 'parked', reason: 'version-gone' });
      const later = anEnrolment({ workflowId, dueAt: at(50) });
      await enrolments.insert([parked, due, faulty, later]);
      expect(await enrolments.countOverdue(workflowId, at(4))).toBe(2);
      const seen = await walk((request) => enrolments.overdue(workflowId, at(4), request), 1);
      expect(seen.map(({ id }) => id).sort()).toEqual([parked.id, due.id].sort());
    });
  });
}
