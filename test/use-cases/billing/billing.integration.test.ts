import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStripeBilling } from '../../../server/delivery/stripe.ts';
import { backfillBillingJob } from '../../../server/use-cases/billing/back-fill.ts';
import { sayExpiringCards } from '../../../server/use-cases/billing/expiring-cards.ts';
import { createJobs } from '../../../server/use-cases/jobs.ts';
import { openServer, type TestServer } from '../../http/open-server.ts';
import {
  card,
  customer,
  invoice,
  items,
  seconds,
  signatureOf,
  signingSecret,
  stripeEvent,
  subscription,
} from '../../support/stripe-fixtures.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  server.world.runtime.billing = createStripeBilling({ webhookSecret: signingSecret });
});
afterAll(() => server.close());

async function send(event: Record<string, unknown>, header?: string): Promise<number> {
  const body = JSON.stringify(event);
  const { status } = await server.call('POST', '/hooks/stripe', {
    key: null,
    body,
    headers: { 'stripe-signature': header ?? signatureOf(body) },
  });
  await server.world.runtime.ingest.settled();
  return status;
}

/** The events of a contact, oldest first, without the ids nobody chose. */
async function eventsOf(userId: string) {
  const { items } = await server.world.runtime.events.timeline([`u:${userId}`], { limit: 100 });
  return items
    .filter(({ type }) => type === 'track')
    .reverse()
    .map(({ name, properties }) => ({ name, ...properties }));
}

async function account(id: string) {
  return (await server.world.runtime.accounts.byIds([id])).get(id);
}

describe('the door for Stripe', () => {
  it('lets in only what carries its signature of the last minutes', async () => {
    const event = stripeEvent('evt_door', 'customer.created', '2026-03-02T09:00:00Z', customer('cus_door'));
    const body = JSON.stringify(event);
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    expect(await send(event, signatureOf(body, 'whsec_of_somebody'))).toBe(401);
    expect(await send(event, signatureOf(body, signingSecret, old))).toBe(401);
    expect(await send(event, signatureOf(`${body} `))).toBe(401);
    expect(await send(event, '')).toBe(401);
    expect(await send(event)).toBe(204);
  });

  it('takes in whatever is signed, also what it knows nothing of', async () => {
    expect(await send(stripeEvent('evt_x', 'balance.available', '2026-03-02T09:00:00Z', { id: 'b' }))).toBe(
      204,
    );
    expect(await send(stripeEvent('evt_y', 'invoice.paid', '2026-03-02T09:00:00Z', { odd: true }))).toBe(204);
    expect(await send({ id: 'evt_z', type: 'invoice.paid', created: 1, data: { object: { id: 4 } } })).toBe(
      204,
    );
  });
});

describe('a subscription', () => {
  const at = '2026-03-02T08:00:00Z';

  beforeAll(async () => {
    await server.world.identify('u-ada', { email: 'ada@acme.test' });
    await server.world.group('u-ada', 'acme', { name: 'Acme' });
    await server.world.settle();
    await send(
      stripeEvent('evt_1', 'customer.created', at, customer('cus_acme', { email: 'Ada@acme.test' })),
    );
    await send(stripeEvent('evt_2', 'customer.subscription.created', at, subscription('sub_1', 'cus_acme')));
  });

  it('gives the account of whoever has its address plan, revenue, seats and renewal', async () => {
    expect(await account('acme')).toMatchObject({
      plan: 'Team',
      mrr: 147,
      seats: 3,
      renewsAt: '2026-04-01T00:00:00.000Z',
      traits: {
        name: 'Acme',
        subscriptionStatus: 'active',
        cancelAtPeriodEnd: false,
        stripeCustomerId: 'cus_acme',
      },
    });
    expect(await eventsOf('u-ada')).toMatchObject([
      { name: 'Subscription Started', plan: 'Team', seats: 3, mrr: 147, currency: 'USD' },
    ]);
  });

  it('says a change once, however often it comes', async () => {
    const changed = stripeEvent(
      'evt_3',
      'customer.subscription.updated',
      '2026-03-02T08:10:00Z',
      subscription('sub_1', 'cus_acme', {}, { nickname: 'Business', unit_amount: 9_900 }, 5),
      { items: items() },
    );
    await Promise.all([send(changed), send(changed)]);
    await send(changed);
    expect((await eventsOf('u-ada')).slice(1)).toEqual([
      {
        name: 'Subscription Changed',
        subscription: 'sub_1',
        plan: 'Business',
        seats: 5,
        mrr: 495,
        currency: 'USD',
        previousPlan: 'Team',
        previousSeats: 3,
        previousMrr: 147,
        seatsChange: expect.closeTo(2 / 3, 6),
        direction: 'up',
      },
    ]);
    expect(await account('acme')).toMatchObject({ plan: 'Business', mrr: 495, seats: 5 });
  });

  it('is not set back by an older notice that comes late, whose event still counts', async () => {
    const late = stripeEvent(
      'evt_4',
      'customer.subscription.updated',
      '2026-03-02T08:05:00Z',
      subscription('sub_1', 'cus_acme', { cancel_at_period_end: true }),
      { cancel_at_period_end: false },
    );
    await send(late);
    expect(await account('acme')).toMatchObject({ plan: 'Business', traits: { cancelAtPeriodEnd: false } });
    expect((await eventsOf('u-ada')).map(({ name }) => name)).toContain('Cancellation Scheduled');
  });

  it('tells leaving from being cut off', async () => {
    const ended = (id: string, reason: string) =>
      stripeEvent(`evt_end_${id}`, 'customer.subscription.deleted', '2026-03-02T08:20:00Z', {
        ...subscription(id, 'cus_acme', { status: 'canceled', ended_at: seconds('2026-03-02T08:20:00Z') }),
        cancellation_details: { reason, feedback: 'too_expensive', comment: null },
      });
    await send(ended('sub_8', 'cancellation_requested'));
    await send(ended('sub_9', 'payment_failed'));
    const said = (await eventsOf('u-ada')).filter(({ name }) => name === 'Subscription Cancelled');
    expect(said).toMatchObject([
      { subscription: 'sub_8', reason: 'voluntary', feedback: 'too_expensive' },
      { subscription: 'sub_9', reason: 'involuntary' },
    ]);
    // The one that runs still speaks for the account.
    expect(await account('acme')).toMatchObject({ plan: 'Business', mrr: 495 });
  });
});

describe('a payment that failed', () => {
  it('tells why by its payment, soft and hard apart, and its invoice ends it', async () => {
    const at = (minute: number) => `2026-03-02T08:3${minute}:00Z`;
    const failed = (id: string, payment: string, minute: number) =>
      stripeEvent(`evt_${id}`, 'invoice.payment_failed', at(minute), {
        ...invoice(id, 'cus_acme', { next_payment_attempt: seconds('2026-03-05T08:30:00Z') }),
        payment_intent: payment,
      });
    const intent = (id: string, code: string) =>
      stripeEvent(`evt_${id}`, 'payment_intent.payment_failed', at(0), {
        id,
        object: 'payment_intent',
        customer: 'cus_acme',
        last_payment_error: { code: 'card_declined', decline_code: code },
      });
    await send(intent('pi_1', 'insufficient_funds'));
    await send(failed('in_1', 'pi_1', 1));
    await send(intent('pi_2', 'stolen_card'));
    await send(failed('in_2', 'pi_2', 2));
    await send(stripeEvent('evt_v', 'invoice.voided', at(3), invoice('in_1', 'cus_acme')));
    await send(
      stripeEvent('evt_p', 'invoice.paid', at(4), invoice('in_2', 'cus_acme', { amount_paid: 14_700 })),
    );
    expect((await eventsOf('u-ada')).slice(-4)).toMatchObject([
      {
        name: 'Payment Failed',
        invoice: 'in_1',
        amount: 147,
        code: 'insufficient_funds',
        decline: 'soft',
        attempt: 1,
      },
      { name: 'Payment Failed', invoice: 'in_2', code: 'stolen_card', decline: 'hard' },
      { name: 'Invoice Voided', invoice: 'in_1' },
      { name: 'Invoice Paid', invoice: 'in_2', amount: 147 },
    ]);
  });

  it('finds whose dispute it is by its payment', async () => {
    const dispute = { id: 'dp_1', object: 'dispute', charge: 'ch_1', payment_intent: 'pi_2', amount: 14_700 };
    await send(stripeEvent('evt_d', 'charge.dispute.created', '2026-03-02T08:40:00Z', dispute));
    expect((await eventsOf('u-ada')).at(-1)).toMatchObject({
      name: 'Dispute Opened',
      dispute: 'dp_1',
      amount: 147,
    });
  });
});

describe('a card', () => {
  it('is carried by the account, said when it changes, and spoken of once before it ends', async () => {
    const at = '2026-03-02T08:50:00Z';
    await send(stripeEvent('evt_c1', 'payment_method.attached', at, card('pm_1', 'cus_acme', 4, 2026)));
    expect((await account('acme'))?.card).toMatchObject({
      last4: '4242',
      expiresAt: '2026-04-30T23:59:59.999Z',
    });
    expect(await sayExpiringCards(server.world.runtime)).toBe(1);
    expect(await sayExpiringCards(server.world.runtime)).toBe(0);
    expect((await eventsOf('u-ada')).at(-1)).toMatchObject({
      name: 'Card Expiring',
      last4: '4242',
      daysLeft: 60,
    });

    const renewed = card('pm_1', 'cus_acme', 4, 2030);
    await send(
      stripeEvent('evt_c2', 'payment_method.automatically_updated', '2026-03-02T08:55:00Z', renewed),
    );
    expect((await eventsOf('u-ada')).filter(({ name }) => name === 'Card Updated')).toMatchObject([
      { by: 'updater', expYear: 2030 },
    ]);
    expect(await sayExpiringCards(server.world.runtime)).toBe(0);
  });
});

describe('a customer nobody can match', () => {
  it('is listed with who it could be, and nothing of it is lost until a person decides', async () => {
    for (const [user, group] of [
      ['u-b1', 'beta-one'],
      ['u-b2', 'beta-two'],
    ] as const) {
      await server.world.identify(user, { email: `${user}@beta.test` });
      await server.world.group(user, group, { name: group });
    }
    await server.world.settle();
    const at = '2026-03-02T08:00:00Z';
    await send(
      stripeEvent('evt_b1', 'customer.created', at, customer('cus_beta', { email: 'billing@beta.test' })),
    );
    await send(stripeEvent('evt_b2', 'customer.subscription.created', at, subscription('sub_b', 'cus_beta')));
    const open = await server.call('GET', '/api/billing/customers?state=open');
    expect(open.body.items.find(({ id }: { id: string }) => id === 'cus_beta')).toMatchObject({
      waiting: 1,
      candidates: [
        { id: 'beta-one', name: 'beta-one' },
        { id: 'beta-two', name: 'beta-two' },
      ],
    });
    const chosen = await server.call('PUT', '/api/billing/customers/cus_beta', {
      body: { accountId: 'beta-two' },
    });
    expect(chosen.body).toMatchObject({ state: 'mapped', match: 'hand', accountId: 'beta-two', waiting: 0 });
    await server.world.runtime.ingest.settled();
    expect(await account('beta-two')).toMatchObject({ plan: 'Team', mrr: 147 });
    const contacts = await server.world.runtime.contacts.bySourceIds(['u:stripe:cus_beta']);
    expect(contacts.get('u:stripe:cus_beta')).toMatchObject({
      email: 'billing@beta.test',
      accountId: 'beta-two',
      traits: { billingContact: true },
    });
    expect((await eventsOf('stripe:cus_beta')).map(({ name }) => name)).toEqual(['Subscription Started']);
  });

  it('is matched by its domain where that is one account, and by its metadata before anything else', async () => {
    const at = '2026-03-02T08:00:00Z';
    await send(
      stripeEvent('evt_m1', 'customer.created', at, customer('cus_m1', { email: 'office@acme.test' })),
    );
    await send(
      stripeEvent(
        'evt_m2',
        'customer.created',
        at,
        customer('cus_m2', { email: 'x@acme.test', metadata: { account_id: 'gamma' } }),
      ),
    );
    await send(
      stripeEvent('evt_m3', 'customer.created', at, customer('cus_m3', { email: 'someone@gmail.com' })),
    );
    const found = await server.world.runtime.billingStore.customers(['cus_m1', 'cus_m2', 'cus_m3']);
    expect(found.get('cus_m1')).toMatchObject({ state: 'mapped', accountId: 'acme', match: 'domain' });
    expect(found.get('cus_m2')).toMatchObject({ state: 'mapped', accountId: 'gamma', match: 'metadata' });
    expect(found.get('cus_m3')).toMatchObject({ state: 'open', candidates: [] });
  });

  it('answers problems to choices that cannot be', async () => {
    expect(
      (await server.call('PUT', '/api/billing/customers/cus_no', { body: { accountId: 'x' } })).body.code,
    ).toBe('BILLING_CUSTOMER_UNKNOWN');
    expect((await server.call('PUT', '/api/billing/customers/cus_m3', { body: {} })).status).toBe(422);
    expect((await server.call('POST', '/api/billing/backfill')).body.code).toBe('WEBHOOK_NOT_CONFIGURED');
  });
});

describe('with an API key', () => {
  let stripe: Server;
  const objects: Record<string, object> = {
    '/v1/customers/cus_r': customer('cus_r', {
      metadata: { mooring_account: 'rho' },
      invoice_settings: { default_payment_method: card('pm_r', 'cus_r', 7, 2031, '1881') } as never,
    }),
    '/v1/subscriptions/sub_r': subscription(
      'sub_r',
      'cus_r',
      {},
      {
        nickname: null,
        product: { id: 'prod_r', object: 'product', name: 'Fleet' } as never,
      },
    ),
    '/v1/invoices/in_r': {
      ...invoice('in_r', 'cus_r'),
      payments: { data: [{ payment: { payment_intent: 'pi_r' } }] },
    },
    '/v1/payment_intents/pi_r': {
      id: 'pi_r',
      last_payment_error: { code: 'card_declined', decline_code: 'lost_card' },
    },
  };

  beforeAll(async () => {
    stripe = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const lists: Record<string, object[]> = {
        '/v1/customers': [
          customer('cus_f', { email: 'f@fill.test', metadata: { mooring_account: 'fill' } }),
          objects['/v1/customers/cus_r'] ?? {},
        ],
        '/v1/subscriptions': [subscription('sub_f', 'cus_f'), objects['/v1/subscriptions/sub_r'] ?? {}],
      };
      const all = lists[path];
      const isLater = (request.url ?? '').includes('starting_after');
      // A page holds one item here, so that the cursor is walked.
      const body = all
        ? { object: 'list', data: isLater ? all.slice(1) : all.slice(0, 1), has_more: !isLater }
        : (objects[path] ?? { error: { type: 'invalid_request_error', message: 'No such object' } });
      response.writeHead(all || objects[path] ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => stripe.once('listening', resolve));
    const { port } = stripe.address() as AddressInfo;
    server.world.runtime.billing = createStripeBilling({
      webhookSecret: signingSecret,
      apiKey: 'sk_test_x',
      baseUrl: `http://127.0.0.1:${port}`,
    });
  });
  afterAll(() => void stripe.close());

  it('reads the objects as they are now, whatever the notice says', async () => {
    const stale = subscription('sub_r', 'cus_r', { status: 'incomplete' }, {}, 1);
    await send(stripeEvent('evt_r1', 'customer.updated', '2026-03-02T08:00:00Z', customer('cus_r')));
    await send(stripeEvent('evt_r2', 'customer.subscription.created', '2026-03-02T08:00:00Z', stale));
    await send(
      stripeEvent('evt_r3', 'invoice.payment_failed', '2026-03-02T08:00:00Z', invoice('in_r', 'cus_r')),
    );
    expect(await account('rho')).toMatchObject({
      plan: 'Fleet',
      mrr: 147,
      card: { last4: '1881', expiresAt: '2031-07-31T23:59:59.999Z' },
    });
    expect((await eventsOf('stripe:cus_r')).at(-1)).toMatchObject({ code: 'lost_card', decline: 'hard' });
  });

  it('back-fills every customer once, and starts nothing by it', async () => {
    const { runtime } = server.world;
    runtime.runner = createJobs(
      () => runtime,
      { 'billing-backfill': backfillBillingJob },
      { error: () => undefined },
    );
    const { body } = await server.call('POST', '/api/billing/backfill');
    await runtime.runner.settled();
    await runtime.ingest.settled();
    expect((await server.call('GET', `/api/jobs/${body.job}`)).body).toMatchObject({
      state: 'done',
      done: 4,
    });
    expect(await account('fill')).toMatchObject({ plan: 'Team', mrr: 147 });
    expect(await eventsOf('stripe:cus_f')).toEqual([]);
    expect((await server.call('GET', '/api/billing')).body).toMatchObject({ missing: [] });
  });
});
