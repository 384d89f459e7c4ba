import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDeadLetter, listDeadLetters } from '../../../server/use-cases/dead-letters/dead-letters.ts';
import { settleDeadLetters } from '../../../server/use-cases/dead-letters/settle-dead-letters.ts';
import { putSecret } from '../../../server/use-cases/effects/secrets.ts';
import type { BodyOf } from '../../../shared/api.ts';
import type { DeadLetterKind } from '../../../shared/dead-letter.ts';
import { fakeMailer } from '../../support/fake-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
let isBroken = true;
const mailer = fakeMailer();
const called: string[] = [];

beforeAll(async () => {
  world = await openWorld({
    live: mailer,
    mailFrom: 'Pier <hi@pier.io>',
    webhooks: {
      async post({ url }) {
        called.push(url);
        return { type: 'answered', status: isBroken ? 400 : 200 };
      },
    },
  });
  mailer.answer = () =>
    isBroken ? { type: 'failed', retryable: false, reason: 'SendGrid 400: no' } : { type: 'sent' };
  const { settings } = world.runtime;
  await settings.save({ ...(await settings.get()), postalAddress: 'Long Street 1', caps: [] });
  await putSecret(world.runtime, {
    ...call,
    params: { name: 'crm' },
    body: { value: 'the crm token itself' },
  });
  await world.publish({
    format: 'mooring.workflow/1',
    name: 'Fails',
    entry: { trigger: { kind: 'event', event: 'Clicked' } },
    start: 'mail',
    steps: {
      mail: { kind: 'send-email', subject: 'Hello {{ contact.userId }}', body: 'Hello', next: 'tell' },
      tell: {
        kind: 'call-webhook',
        url: 'https://crm.test/in',
        headers: [{ name: 'Authorization', value: 'Bearer {{ secrets.crm }}' }],
        body: '{ "who": "{{ contact.userId }}", "password": "hunter2" }',
        next: 'end',
      },
      end: { kind: 'exit' },
    },
  });
  for (const userId of ['ada', 'bob', 'cleo']) {
    await world.identify(userId, { email: `${userId}@customer.test` });
    await world.track(userId, 'Clicked');
  }
  await world.settle();
  await world.runtime.intake.insert({ id: 'i1', at: world.now(), messageIds: ['lost'] });
  await world.runtime.intake.putAway('i1', { messageIds: ['lost'], reason: 'broken', at: world.now() });
});
afterAll(() => world.close());

const call = { params: {}, query: {}, body: undefined, actor: admin };
async function listed(kind?: DeadLetterKind) {
  const found: Awaited<ReturnType<typeof listDeadLetters>>['items'] = [];
  let cursor: string | undefined;
  do {
    const page = await listDeadLetters(world.runtime, { ...call, query: { limit: 2, kind, cursor } });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
async function settle(body: BodyOf<'settleDeadLetters'>) {
  const { job } = await settleDeadLetters(world.runtime, { ...call, body });
  await world.settle();
  return world.runtime.jobs.byId(job);
}

describe('dead letters', () => {
  it('are one list of all kinds, page by page, with why each failed', async () => {
    const all = await listed();
    expect(all.map(({ kind }) => kind).sort()).toEqual([
      ...['call', 'call', 'call', 'events', 'message', 'message', 'message'],
    ]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(7);
    expect(await listed('call')).toHaveLength(3);
    expect((await listed('message')).map(({ what, reason }) => [what, reason])).toContainEqual([
      'Hello ada',
      'SendGrid 400: no',
    ]);
  });

  it('show what would be sent, and no secret of it', async () => {
    const [letter] = await listed('call');
    const { payload } = await getDeadLetter(world.runtime, { ...call, params: { id: letter?.id ?? '' } });
    expect(payload).toContain('Authorization: Bearer {{ secrets.crm }}');
    expect(payload).toContain('"who"');
    expect(payload).not.toMatch(/hunter2|the crm token itself/);
  });

  it('come back when they fail again, and are gone once they work, but for what may not be sent any more', async () => {
    const before = called.length;
    await settle({ do: 'replay' });
    expect(called.length).toBe(before + 3);
    expect((await listed()).filter(({ kind }) => kind !== 'events')).toHaveLength(6);

    isBroken = false;
    const cleo = (await world.runtime.contacts.bySourceIds(['u:cleo'])).get('u:cleo');
    if (cleo)
      await world.runtime.contacts.save([
        {
          was: cleo.rev,
          after: { ...cleo, permissions: { ...cleo.permissions, email: 'denied' }, rev: cleo.rev + 1 },
        },
      ]);
    const job = await settle({ do: 'replay', kind: 'message' });
    expect(job).toMatchObject({ state: 'done', done: 2, errors: [{ message: 'unsubscribed' }] });
    expect((await listed('message')).map(({ userId }) => userId)).toEqual(['cleo']);
    expect(await listed('call')).toHaveLength(3);
  });

  it('are put away one by one or all together', async () => {
    const [first] = await listed('call');
    await settle({ do: 'discard', ids: [first?.id ?? ''] });
    expect(await listed('call')).toHaveLength(2);
    await settle({ do: 'discard' });
    expect(await listed()).toEqual([]);
  });
});
