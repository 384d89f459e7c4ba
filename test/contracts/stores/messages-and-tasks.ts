import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { type Message, type MessageStatus, messageGroups } from '../../../shared/message.ts';
import { taskSort } from '../../../shared/task.ts';
import { aMessage, aTask, at, freshId } from './build.ts';
import { walk } from './walk.ts';

export function messageContract(stores: () => Stores): void {
  const claim = { by: 'worker-1', until: at(10) };

  async function stored(...messages: Message[]): Promise<string[]> {
    await stores().messages.insert(messages);
    return messages.map(({ id }) => id);
  }

  describe('messages', () => {
    it('are written once per effect; what is there stays', async () => {
      const { messages } = stores();
      const message = aMessage({ to: 'a@example.com' });
      await messages.insert([message]);
      await messages.insert([{ ...message, subject: 'Again' }, aMessage()]);
      expect(await messages.byId(message.id)).toEqual(message);
      expect((await messages.byIds([message.id, 'none'])).size).toBe(1);
    });

    it('are due in order of time in the partitions asked for', async () => {
      const { messages } = stores();
      const due = (p: number, minute: number) => aMessage({ p, nextAt: at(minute) });
      const ids = await stored(
        due(6, 3),
        due(7, 1),
        due(6, 2),
        due(6, 50),
        due(8, 1),
        aMessage({ nextAt: undefined }),
      );
      expect((await messages.due([6, 7], at(10), 10)).map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
      expect((await messages.due([6, 7], at(10), 1)).map(({ id }) => id)).toEqual([ids[1]]);
      expect(await messages.nextDue([6, 7])).toEqual(at(1));
      expect(await messages.nextDue([15])).toBeUndefined();
    });

    it('are claimed by one of two', async () => {
      const { messages } = stores();
      const ids = await stored(aMessage(), aMessage(), aMessage({ status: 'held' }));
      const claims = await Promise.all(Array.from({ length: 6 }, () => messages.claim(ids, claim, at(0))));
      expect(claims.flatMap((won) => [...won]).sort()).toEqual(ids.slice(0, 2).sort());
      expect(await messages.byId(ids[0] ?? '')).toMatchObject({
        status: 'sending',
        claim,
        nextAt: claim.until,
      });
      expect((await messages.byId(ids[2] ?? ''))?.status).toBe('held');
      const [alone = ''] = await stored(aMessage());
      expect(await messages.claim([alone], claim, at(0))).toEqual(new Set([alone]));
    });

    it('settle where state and claim still hold', async () => {
      const { messages } = stores();
      const [mine = '', theirs = '', queued = '', cancelled = ''] = await stored(
        aMessage(),
        aMessage(),
        aMessage(),
        aMessage({ status: 'cancelled' }),
      );
      await messages.claim([mine], claim, at(0));
      await messages.claim([theirs], { ...claim, by: 'worker-2' }, at(0));
      const won = await messages.settle([
        { id: mine, claimBy: 'worker-1', status: 'sent', provider: 'preview', sentAt: at(1), attempts: 1 },
        { id: theirs, claimBy: 'worker-1', status: 'sent' },
        { id: queued, status: 'suppressed', reason: 'unsubscribed', unreported: true, nextAt: at(2) },
        { id: cancelled, status: 'sent' },
      ]);
      expect(won).toEqual(new Set([mine, queued]));
      const now = await messages.byIds([mine, theirs, queued, cancelled]);
      expect(now.get(mine)).toMatchObject({
        status: 'sent',
        provider: 'preview',
        sentAt: at(1),
        attempts: 1,
      });
      expect(now.get(mine)).not.toHaveProperty('claim');
      expect(now.get(mine)).not.toHaveProperty('nextAt');
      expect(now.get(theirs)?.status).toBe('sending');
      expect(now.get(queued)).toMatchObject({ status: 'suppressed', unreported: true, nextAt: at(2) });
      expect(now.get(cancelled)?.status).toBe('cancelled');
      await messages.reported([queued, mine]);
      expect(await messages.byId(queued)).not.toHaveProperty('unreported');
      expect(await messages.byId(queued)).not.toHaveProperty('nextAt');
    });

    it('are looked at again while unreported, should nobody say when', async () => {
      const { messages } = stores();
      const [id = ''] = await stored(aMessage({ p: 9 }));
      await messages.claim([id], claim, at(0));
      await messages.settle([{ id, claimBy: claim.by, status: 'sent', unreported: true }]);
      expect((await messages.due([9], claim.until, 5)).map((message) => message.id)).toEqual([id]);
    });

    it('queued again while their enrolment is told keep their time', async () => {
      const { messages } = stores();
      const [id = ''] = await stored(aMessage({ status: 'failed', unreported: true }));
      await messages.move(id, ['failed'], { id, status: 'queued', nextAt: at(3) });
      await messages.reported([id]);
      expect(await messages.byId(id)).toMatchObject({ status: 'queued', nextAt: at(3) });
    });

    it('move from the states named only', async () => {
      const { messages } = stores();
      const [held = ''] = await stored(aMessage({ status: 'held', reason: 'review', nextAt: undefined }));
      expect(await messages.move(held, ['failed'], { id: held, status: 'queued' })).toBe(false);
      expect(await messages.move(held, ['held'], { id: held, status: 'queued', nextAt: at(3) })).toBe(true);
      const now = await messages.byId(held);
      expect(now).toMatchObject({ status: 'queued', nextAt: at(3) });
      expect(now).not.toHaveProperty('reason');
    });

    it('move together, and say who let them go', async () => {
      const { messages } = stores();
      const workflowId = freshId('w');
      const held = () => aMessage({ workflowId, status: 'held', reason: 'review', nextAt: undefined });
      const [first = '', second = '', sent = ''] = await stored(
        held(),
        held(),
        aMessage({ workflowId, status: 'sent' }),
      );
      expect(await messages.countHeld(workflowId)).toBe(2);
      expect(await messages.countHeld(undefined)).toBeGreaterThanOrEqual(2);
      const go = { status: 'queued' as const, nextAt: at(3), approvedBy: 'Mia' };
      const all = [first, second, sent].map((id) => ({ id, ...go }));
      expect(await messages.moveAll(['held'], all)).toEqual(new Set([first, second]));
      expect(await messages.moveAll(['held'], all)).toEqual(new Set());
      expect([await messages.countHeld(workflowId), await messages.countApproved(workflowId, 1)]).toEqual([
        0, 1,
      ]);
      expect(await messages.countApproved(workflowId, 20)).toBe(2);
      expect(await messages.byId(sent)).toMatchObject({ status: 'sent' });
    });

    it('wait for a reason, are counted, and are hurried along', async () => {
      const { messages } = stores();
      const workflowId = freshId('w');
      const waits = (reason: string) => aMessage({ workflowId, reason, nextAt: at(50) });
      const [first = '', other = ''] = await stored(waits('daily-limit'), waits('over-cap'));
      expect(await messages.countWaiting(workflowId, 'daily-limit')).toBe(1);
      await stored(aMessage({ workflowId, status: 'sent' }), waits('over-cap'));
      expect(await messages.reasons(workflowId, at(-1))).toEqual([
        { reason: 'over-cap', status: 'queued', count: 2 },
        { reason: 'daily-limit', status: 'queued', count: 1 },
      ]);
      expect(await messages.reasons(workflowId, at(100))).toEqual([]);
      const capped = await messages.list({ limit: 1, workflowId, reason: 'over-cap' });
      expect(capped).toMatchObject({ items: [{ reason: 'over-cap' }], next: expect.anything() });
      await messages.hurry(workflowId, 'daily-limit', at(2));
      await messages.noteCounted([first], '2026-03-02');
      expect(await messages.byId(first)).toMatchObject({ nextAt: at(2), countedOn: '2026-03-02' });
      expect(await messages.byId(other)).toMatchObject({ nextAt: at(50) });
    });

    it('are counted by step where they were opened, a click among them, by when the journey began', async () => {
      const { messages } = stores();
      const workflowId = freshId('w');
      const made = (step: string, minute: number) =>
        aMessage({ workflowId, step, status: 'sent', enteredAt: at(minute) });
      const [first = '', second = '', third = ''] = await stored(
        made('a', 1),
        made('a', 5),
        made('b', 5),
        made('b', 5),
      );
      expect(await messages.opened(workflowId)).toEqual([]);
      await messages.providerSaid(first, { openedAt: at(6) });
      await messages.providerSaid(second, { openedAt: at(7), clickedAt: at(7) });
      await messages.providerSaid(third, { openedAt: at(8) });
      expect(await messages.opened(workflowId)).toEqual([
        { step: 'a', opened: 2, clicked: 1 },
        { step: 'b', opened: 1, clicked: 0 },
      ]);
      expect(await messages.opened(workflowId, at(5))).toEqual([
        { step: 'a', opened: 1, clicked: 1 },
        { step: 'b', opened: 1, clicked: 0 },
      ]);
      expect(await messages.opened(workflowId, at(6))).toEqual([]);
    });

    it('are cancelled with their enrolments while nothing was sent', async () => {
      const { messages } = stores();
      const enrolmentId = freshId('e');
      const ids = await stored(
        ...(['queued', 'held', 'sending', 'sent'] as const).map((status) =>
          aMessage({ enrolmentId, status }),
        ),
      );
      await messages.cancelOf([enrolmentId, 'none'], 'left-workflow');
      const now = await messages.byIds(ids);
      expect(ids.map((id) => now.get(id)?.status)).toEqual(['cancelled', 'cancelled', 'sending', 'sent']);
      expect(now.get(ids[0] ?? '')).toMatchObject({ reason: 'left-workflow' });
      expect(now.get(ids[0] ?? '')).not.toHaveProperty('nextAt');
    });

    it('take what the provider says later: unknown is settled, a bounce is not taken back, times stay earliest', async () => {
      const { messages } = stores();
      const [id = '', queued = ''] = await stored(
        aMessage({ status: 'unknown', nextAt: undefined }),
        aMessage(),
      );
      await messages.providerSaid(id, { status: 'delivered', deliveredAt: at(4) });
      await messages.providerSaid(id, { openedAt: at(8) });
      await messages.providerSaid(id, { openedAt: at(6), clickedAt: at(7) });
      expect(await messages.byId(id)).toMatchObject({
        status: 'delivered',
        deliveredAt: at(4),
        openedAt: at(6),
        clickedAt: at(7),
      });
      await messages.providerSaid(id, { status: 'bounced', reason: 'no such mailbox' });
      await messages.providerSaid(id, { status: 'delivered' });
      expect(await messages.byId(id)).toMatchObject({ status: 'bounced', reason: 'no such mailbox' });
      await messages.providerSaid(queued, { status: 'bounced' });
      expect((await messages.byId(queued))?.status).toBe('queued');
    });

    it('are listed by what their readers did, whoever did it last first', async () => {
      const { messages } = stores();
      const [contactId, workflowId] = [freshId('c'), freshId('w')];
      const read = (openedAt: Date | undefined, clickedAt?: Date) =>
        aMessage({ contactId, workflowId, status: 'sent', openedAt, clickedAt });
      const [early, , late] = await stored(read(at(90_001)), read(undefined), read(at(90_009), at(90_010)));
      for (const of of [{ contactId }, { workflowId }, {}]) {
        const opened = await walk((page) => messages.list({ ...of, ...page, status: 'opened' }), 1);
        expect(opened.map(({ id }) => id).slice(0, 2)).toEqual([late, early]);
        const { items } = await messages.list({ ...of, limit: 1, status: 'clicked' });
        expect(items[0]?.id).toBe(late);
      }
    });

    it('are listed newest first by contact, workflow and status, and counted', async () => {
      const { messages } = stores();
      const [contactId, workflowId] = [freshId('c'), freshId('w')];
      const made = (minute: number, status: MessageStatus) =>
        aMessage({ contactId, workflowId, status, createdAt: at(minute) });
      const ids = await stored(made(1, 'sent'), made(2, 'sent'), made(2, 'failed'), made(3, 'sent'));
      const seen = await walk(
        (request) => messages.list({ ...request, contactId }),
        1,
        async () => void (await stored(made(9, 'sent'))),
      );
      expect(seen.map(({ id }) => id).sort()).toEqual(ids.sort());
      expect((await messages.list({ limit: 20, workflowId, status: 'failed' })).items).toHaveLength(1);
      expect((await messages.list({ limit: 20, workflowId, status: 'sent' })).items).toHaveLength(6);
      expect((await messages.list({ limit: 20, contactId, status: 'failed' })).items).toHaveLength(1);
      expect((await messages.list({ limit: 2, workflowId })).items).toHaveLength(2);
      expect((await messages.list({ limit: 1, status: 'failed' })).items[0]?.status).toBe('failed');
      expect((await messages.list({ limit: 1 })).items).toHaveLength(1);
      const older = await messages.list({ limit: 2, contactId, direction: 'asc' });
      expect(older.items.map(({ createdAt }) => createdAt)).toEqual([at(1), at(2)]);
      for (const of of [{ contactId }, { workflowId }, {}])
        for (const status of [messageGroups.undelivered, messageGroups.sent]) {
          const { items } = await messages.list({ ...of, limit: 3, status });
          expect(items.every((message) => status.some((each) => each === message.status))).toBe(true);
          expect(items).not.toEqual([]);
          const times = items.map(({ createdAt }) => createdAt.getTime());
          expect(times).toEqual([...times].sort((a, b) => b - a));
        }
      const before = await messages.counts();
      await stored(aMessage({ status: 'bounced' }));
      expect((await messages.counts()).bounced).toBe((before.bounced ?? 0) + 1);
      await messages.deleteOfContacts([contactId]);
      expect((await messages.list({ limit: 1, contactId })).items).toEqual([]);
    });
  });

  describe('tasks', () => {
    it('are written once, saved whole, and listed by due date', async () => {
      const { tasks } = stores();
      const contactId = freshId('c');
      const assignee = `${freshId('who')}@example.com`;
      const due = (minute: number, differs = {}) =>
        aTask({ contactId, dueAt: at(minute), assignee, ...differs });
      const [late, early, other] = [due(9), due(2), due(5, { assignee: 'success-manager' })];
      await tasks.insert([late, early, other]);
      await tasks.insert([{ ...early, title: 'Again' }]);
      expect(await tasks.byId(early.id)).toEqual(early);
      const ids = async (filter: Omit<Parameters<typeof tasks.list>[0], 'limit'>) =>
        (await walk((request) => tasks.list({ ...request, ...filter }), 1)).map(({ id }) => id);
      expect(await ids({ contactId })).toEqual([early.id, other.id, late.id]);
      expect(await ids({ assignees: [assignee], status: 'open' })).toEqual([early.id, late.id]);
      expect(await ids({ assignees: [assignee, 'success-manager'], contactId })).toHaveLength(3);
      expect(await ids({ assignees: [] })).toEqual([]);
      for (const listed of [{ contactId }, { assignees: [assignee], dueBefore: at(9) }, { assignees: [] }])
        expect(await tasks.countListed(listed)).toBe((await ids(listed)).length);
      expect(await tasks.countListed({ status: 'open' })).toBeGreaterThan(2);
      expect(await tasks.countListed({})).toBeGreaterThan(2);
      expect(await ids({ contactId, direction: 'desc' })).toEqual([late.id, other.id, early.id]);
      expect(await ids({ assignees: [assignee], status: 'open', dueBefore: at(9) })).toEqual([early.id]);
      for (const order of taskSort.options)
        for (const listed of [
          {},
          { status: 'open' as const },
          { status: 'open' as const, assignees: [assignee] },
        ])
          expect((await tasks.list({ ...listed, limit: 1, order, direction: 'desc' })).items).toHaveLength(1);
      const closed = { ...early, status: 'done', outcome: 'saved', closedAt: at(3) } as const;
      await tasks.save(closed);
      expect(await tasks.byId(early.id)).toEqual(closed);
      const handedOn = [late, other].map((task) => ({ ...task, note: 'Ask first' }));
      await tasks.saveAll(handedOn);
      expect([...(await tasks.byIds([late.id, other.id, freshId('task')])).values()]).toEqual(
        expect.arrayContaining(handedOn),
      );
      expect(await ids({ assignees: [assignee], status: 'done' })).toEqual([early.id]);
      expect((await tasks.list({ limit: 1, status: 'open' })).items).toHaveLength(1);
      expect((await tasks.list({ limit: 1 })).items).toHaveLength(1);
      await tasks.deleteOfContacts([contactId]);
      expect(await ids({ contactId })).toEqual([]);
    });
  });

  describe('tasks of a workflow', () => {
    it('are counted by step, state and outcome, by when the journey began', async () => {
      const { tasks } = stores();
      const workflowId = freshId('w');
      const made = (minute: number, differs = {}) =>
        aTask({ workflowId, step: 'call', enteredAt: at(minute), ...differs });
      const saved = { status: 'done', outcome: 'saved' };
      await tasks.insert([
        made(1),
        made(2, saved),
        made(5, saved),
        made(5, { status: 'cancelled' }),
        aTask(),
      ]);
      const found = await tasks.results(workflowId);
      expect(found).toHaveLength(3);
      expect(found).toEqual(
        expect.arrayContaining([
          { step: 'call', status: 'open', outcome: undefined, count: 1 },
          { step: 'call', status: 'done', outcome: 'saved', count: 2 },
          { step: 'call', status: 'cancelled', outcome: undefined, count: 1 },
        ]),
      );
      expect(await tasks.results(workflowId, at(5))).toHaveLength(2);
      expect(await tasks.results(freshId('w'))).toEqual([]);
    });
  });

  describe('suppressions', () => {
    it('are found by address, listed last first and lifted', async () => {
      const { suppressions } = stores();
      const [a, b] = [`${freshId('a')}@example.com`, `${freshId('b')}@example.com`];
      await suppressions.add({ address: a, reason: 'bounced', at: at(1) });
      await suppressions.add({ address: b, reason: 'complained', at: at(2) });
      expect(await suppressions.of([a, 'nobody@example.com'])).toEqual(
        new Map([[a, { address: a, reason: 'bounced', at: at(1) }]]),
      );
      expect((await walk((request) => suppressions.list(request), 1)).map(({ address }) => address)).toEqual([
        b,
        a,
      ]);
      expect(await suppressions.remove(a)).toBe(true);
      expect(await suppressions.remove(a)).toBe(false);
    });
  });
}
