import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTITIONS } from '../../../server/engine/hash.ts';
import { advanceDue } from '../../../server/use-cases/advance-enrolments.ts';
import { DAILY_LIMIT } from '../../../server/use-cases/delivery/daily-limit.ts';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import { getDailyLimit, liftDailyLimit } from '../../../server/use-cases/delivery/lift-limit.ts';
import { createPlanBook } from '../../../server/use-cases/plan-book.ts';
import type { Actor } from '../../../server/use-cases/verb.ts';
import type { Role } from '../../../shared/people.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { fakeMailer } from '../../support/fake-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const mailer = fakeMailer();
const actorOf = (id: string, role: Role = 'admin'): Actor => ({ type: 'person', id, name: id, role });

beforeAll(async () => {
  world = await openWorld({ live: mailer, mailFrom: 'Pier <hi@pier.io>' });
  const { settings } = world.runtime;
  await settings.save({ ...(await settings.get()), postalAddress: 'Long Street 1', caps: [] });
});
afterAll(() => world.close());

async function addPerson(id: string, role: Role, disabled = false): Promise<void> {
  await world.runtime.people.insert({
    ...{ id, role, disabled, email: `${id}@pier.io`, name: id, passwordHash: 'x', createdAt: world.now() },
  });
}

/** Publishes a mailer with a limit of its own, unless that is left out, and lets so many people enter. */
async function enter(event: string, count: number, dailyLimit?: number): Promise<string> {
  const id = await world.publish({
    format: 'mooring.workflow/1',
    name: event,
    entry: { trigger: { kind: 'event', event }, reentry: { mode: 'always' } },
    ...(dailyLimit === undefined ? {} : { dailyLimit }),
    start: 'mail',
    steps: {
      mail: { kind: 'send-email', subject: event, body: 'Hello', next: 'end' },
      end: { kind: 'exit' },
    },
  });
  await more(event, count);
  return id;
}
async function more(event: string, count: number, from = 0): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    const userId = `${event}-${index}`;
    await world.identify(userId, { email: `${userId}@customer.test` });
    await world.track(userId, event);
  }
  await world.runtime.ingest.settled();
}
const sentOf = (event: string) => mailer.sent.filter(({ message }) => message.subject === event).length;
const limitOf = (id: string, actor: Actor = admin) =>
  getDailyLimit(world.runtime, { params: { id }, query: {}, body: undefined, actor });
const lift = (id: string, actor: Actor, confirm?: string) =>
  liftDailyLimit(world.runtime, {
    ...{ params: { id }, query: {}, actor, body: confirm === undefined ? undefined : { confirm } },
  });

describe('a workflow over its daily limit', () => {
  it('waits for the publisher to type its name where nobody else could let it go', async () => {
    const id = await enter('Alone', 5, 3);
    await world.settle();
    expect(sentOf('Alone')).toBe(3);
    expect((await limitOf(id)).reached).toMatchObject({ limit: 3, waiting: 2, answer: 'confirm' });
    await expect(lift(id, admin)).rejects.toMatchObject({ code: 'LIMIT_CONFIRMATION_NEEDED' });
    await expect(lift(id, admin, 'Alon')).rejects.toMatchObject({ code: 'LIMIT_CONFIRMATION_NEEDED' });
    await lift(id, admin, 'Alone');
    await world.settle();
    expect(sentOf('Alone')).toBe(5);
    await expect(lift(id, admin, 'Alone')).rejects.toMatchObject({ code: 'LIMIT_NOT_REACHED' });
    const audit = (await world.runtime.audit.ofTarget(id, { limit: 5 })).items[0];
    expect(audit).toMatchObject({
      action: 'workflow.limit-lifted',
      by: 'admin',
      detail: { limit: 3, alone: true },
    });
  });

  it('waits for somebody else than the publisher, who tells and is told', async () => {
    await addPerson('boss', 'admin');
    await addPerson('gone', 'admin', true);
    const id = await enter('Together', 4, 2);
    await world.settle();
    await world.pass('3h');
    expect(sentOf('Together')).toBe(2);
    expect((await limitOf(id)).reached).toMatchObject({ waiting: 2, answer: 'somebody-else' });
    const [message] = (await world.runtime.messages.list({ limit: 1, workflowId: id, status: 'queued' }))
      .items;
    expect(message?.reason).toBe(DAILY_LIMIT);
    await expect(lift(id, admin, 'Together')).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    const program: Actor = { type: 'key', id: 'k9', name: 'CI', role: 'admin' };
    await expect(lift(id, program)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });

    const notices = (await world.runtime.notices.list({ person: 'boss@pier.io', limit: 5 })).items;
    expect(notices).toMatchObject([
      {
        subject: '“Together” needs a second person',
        brake: { kind: 'daily-limit', limit: 2 },
        workflowId: id,
      },
    ]);
    const mails = mailer.sent.filter(({ message: { subject } }) => subject.includes('“Together”'));
    expect(mails.map(({ message: { to } }) => to)).toEqual(['boss@pier.io']);

    // A version from before it kept who published it: what counts is who it was, not what they are called.
    const versions = world.database.database.native.collection('versions');
    await versions.updateMany({ workflowId: id }, { $unset: { publishedById: '' } });
    const namesake: Actor = { ...admin, name: 'Somebody Else' };
    await expect(lift(id, namesake)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    await lift(id, { ...actorOf('boss'), name: admin.name });
    await world.settle();
    await more('Together', 3, 4);
    await world.settle();
    // For a day nothing is held back; the day after it counts again.
    expect(sentOf('Together')).toBe(7);
    expect((await limitOf(id)).lifted).toMatchObject({ by: admin.name });
    await world.pass('25h');
    await more('Together', 3, 7);
    await world.settle();
    expect(sentOf('Together')).toBe(9);
  });

  it('is usually 50, of live mail', async () => {
    const id = await enter('Usual', 52);
    await world.settle();
    expect(sentOf('Usual')).toBe(50);
    expect((await limitOf(id)).reached).toMatchObject({ limit: 50, waiting: 2 });
  });

  it('is not held to the usual by a worker that has yet to read what was published a moment ago', async () => {
    const behind = createPlanBook(world.runtime);
    await behind.refresh();
    const id = await enter('Published', 52, 1_000);
    const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);
    await advanceDue(world.runtime, { partitions, limit: 200 });
    await deliverDue({ ...world.runtime, plans: behind }, { partitions, by: 'w2', limit: 200 });
    expect(behind.live(id)).toBeUndefined();
    expect(sentOf('Published')).toBe(52);
  });

  it('is never passed and loses nothing, wherever a worker is killed', async () => {
    const id = await enter('Killed', 6, 4);
    await world.runtime.plans.refresh({ now: true });
    const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);
    let kills = 0;
    for (; kills < 40; kills++) {
      try {
        const mortal = dyingAfter(world.runtime, kills, ['dailyCounts', 'dispatches', 'notices']);
        await deliverDue(mortal, { partitions, by: 'w1', limit: 200 });
        break;
      } catch (fault) {
        if (!(fault instanceof Killed)) throw fault;
      }
      expect(sentOf('Killed')).toBeLessThanOrEqual(4);
      await world.pass('31s');
      expect(sentOf('Killed')).toBeLessThanOrEqual(4);
    }
    expect(kills).toBeGreaterThan(0);
    await world.settle();
    expect((await limitOf(id)).reached).toMatchObject({ limit: 4 });
    const told = (await world.runtime.notices.list({ person: 'boss@pier.io', limit: 50 })).items;
    expect(told.filter(({ workflowId }) => workflowId === id)).toHaveLength(1);
    await lift(id, actorOf('boss'));
    await world.pass('1m');
    const ended = (await world.runtime.messages.list({ limit: 50, workflowId: id })).items;
    // One that a killed worker was just sending may have gone out: it is `unknown`, and not sent again.
    expect(ended.every(({ status }) => status === 'sent' || status === 'unknown')).toBe(true);
    expect(new Set(mailer.sent.map(({ message }) => message.id)).size).toBe(mailer.sent.length);
  });
});
