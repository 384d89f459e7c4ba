import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordProviderEvents } from '../../../server/use-cases/delivery/provider-events.ts';
import { getWorkflow } from '../../../server/use-cases/workflows/drafts.ts';
import { resumeWorkflow } from '../../../server/use-cases/workflows/resume.ts';
import type { Message } from '../../../shared/message.ts';
import { fakeMailer } from '../../support/fake-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const mailer = fakeMailer();
beforeAll(async () => {
  world = await openWorld({ live: mailer, mailFrom: 'Pier <hi@pier.io>' });
  const { people, settings } = world.runtime;
  await settings.save({ ...(await settings.get()), postalAddress: 'Long Street 1', caps: [] });
  for (const [id, role] of [
    ['boss', 'admin'],
    ['lead', 'manager'],
    ['mara', 'marketer'],
  ] as const)
    await people.insert({
      id,
      role,
      email: `${id}@pier.io`,
      name: id,
      disabled: false,
      createdAt: world.now(),
    });
});
afterAll(() => world.close());

const call = { query: {}, body: undefined, actor: admin };

/** Publishes a mailer of its own and writes to so many people. */
async function write(event: string, count: number): Promise<{ id: string; messages: Message[] }> {
  const id = await world.publish({
    format: 'mooring.workflow/1',
    name: event,
    entry: { trigger: { kind: 'event', event } },
    dailyLimit: 1_000,
    start: 'mail',
    steps: {
      mail: { kind: 'send-email', subject: 'Hello', body: 'Hello', next: 'end' },
      end: { kind: 'exit' },
    },
  });
  for (let index = 0; index < count; index += 1) {
    const userId = `${event}-${index}`;
    await world.identify(userId, { email: `${userId}@customer.test` });
    await world.track(userId, event);
  }
  await world.settle();
  const { items } = await world.runtime.messages.list({ limit: 200, workflowId: id });
  expect(items.filter(({ status }) => status === 'sent')).toHaveLength(count);
  return { id, messages: items };
}

const report = (messages: readonly Message[], event: 'bounce' | 'spamreport') =>
  recordProviderEvents(
    world.runtime,
    messages.map(({ id }) => ({ event, mooring_message: id, type: 'bounce', status: '5.1.1' })),
  );
const statusOf = async (id: string) => getWorkflow(world.runtime, { ...call, params: { id } });
const toldOf = async (person: string, id: string) =>
  (await world.runtime.notices.list({ person, limit: 50 })).items.filter(
    (notice) => notice.workflowId === id,
  );

describe('a workflow whose mail comes back', () => {
  it('is stopped above five percent, admins and managers are told once, and it starts again with a clean sheet', async () => {
    const { id, messages } = await write('Bounced', 60);
    await report(messages.slice(0, 3), 'bounce');
    expect(await statusOf(id)).toMatchObject({ status: 'live' });
    await report(messages.slice(3, 4), 'bounce');
    expect(await statusOf(id)).toMatchObject({
      status: 'paused',
      brake: { kind: 'bounces', sent: 60, bounced: 4 },
    });
    await report(messages.slice(3, 6), 'bounce');
    await world.settle();
    expect([await toldOf('boss@pier.io', id), await toldOf('lead@pier.io', id)]).toMatchObject([
      [{ subject: '“Bounced” was paused' }],
      [{ subject: '“Bounced” was paused' }],
    ]);
    expect(await toldOf('mara@pier.io', id)).toEqual([]);
    // Told by mail too, though the workflow itself sends nothing any more.
    const mails = mailer.sent.filter(({ message }) => message.subject.includes('was paused'));
    expect(mails.map(({ message }) => message.to).sort()).toEqual(['boss@pier.io', 'lead@pier.io']);

    await world.pass('1m');
    await resumeWorkflow(world.runtime, { ...call, params: { id }, body: { overdue: 'once' } });
    await report(messages.slice(6, 8), 'bounce');
    const resumed = await statusOf(id);
    expect([resumed.status, resumed.brake]).toEqual(['live', undefined]);
  });
});

describe('a workflow whose mail is reported as spam', () => {
  it('is stopped by the second report, not by one', async () => {
    const { id, messages } = await write('Complained', 5);
    await report(messages.slice(0, 1), 'spamreport');
    expect(await statusOf(id)).toMatchObject({ status: 'live' });
    await report(messages.slice(1, 2), 'spamreport');
    expect(await statusOf(id)).toMatchObject({
      status: 'paused',
      brake: { kind: 'complaints', complained: 2 },
    });
  });
});
