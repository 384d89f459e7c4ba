import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import { erasedKey } from '../../../server/use-cases/delivery/suppression-keys.ts';
import { readUnsubscribeToken } from '../../../server/use-cases/delivery/unsubscribe-link.ts';
import type { MessageStatus } from '../../../shared/message.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const ID = 'e1:1:hello';
const pass = { partitions: [0], by: 'worker', limit: 100 };

let world: DeliveryWorld;
beforeEach(() => {
  world = deliveryWorld();
  world.contact();
});
const deliver = () => deliverDue(world.runtime, pass);
const state = (id = ID) => world.messages.get(id);
const told = (enrolment = 'e1') =>
  world.told.get(enrolment)?.map((item) => (item.type === 'effect' ? item.outcome : item.type));

describe('a message that may go out', () => {
  it('is handed to the provider once, with the way out, and its enrolment is told', async () => {
    world.message({ topic: 'tips' });
    expect(await deliver()).toBe(1);
    expect(state()).toMatchObject({
      status: 'sent',
      attempts: 1,
      provider: 'sendgrid',
      providerId: 'p1',
      sentAt: world.now(),
    });
    expect(state()).toMatchObject({ nextAt: undefined, claim: undefined, unreported: undefined });
    expect(told()).toEqual(['sent']);
    expect(world.woken()).toBe(1);
    expect(await deliver()).toBe(0);
    const [sent] = world.mailer.sent;
    expect(world.mailer.sent).toHaveLength(1);
    expect(sent?.from).toBe('Pier <hi@pier.io>');
    expect(sent?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token =
      /^<https:\/\/mail\.pier\.io\/u\/(.+)>$/.exec(sent?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    expect(readUnsubscribeToken(world.runtime.installation, token)).toEqual({
      contactId: 'c1',
      messageId: ID,
      topic: 'tips',
    });
  });

  it('waits for its time and its partition', async () => {
    world.message({ nextAt: new Date(world.clock.at + 1) });
    world.message({ id: 'other', p: 5 });
    expect(await deliver()).toBe(0);
  });

  it('goes to the preview outbox while nothing live is set up, in one write', async () => {
    world.message();
    const runtime = { ...world.runtime, live: undefined };
    await deliverDue(runtime, pass);
    expect(state()).toMatchObject({ status: 'sent', provider: 'preview', sentAt: world.now() });
    expect(told()).toEqual(['sent']);
  });

  it('goes to the preview outbox for demo contacts, whatever provider is set', async () => {
    world.contact({ demo: true });
    world.contact({ id: 'c2', email: 'c2@example.com' });
    world.message();
    world.message({ id: 'm2', contactId: 'c2', to: 'c2@example.com' });
    world.message({ id: 'm3', demo: true });
    await deliver();
    expect([ID, 'm2', 'm3'].map((id) => state(id)?.provider)).toEqual(['preview', 'preview', 'preview']);
    expect(world.mailer.sent).toHaveLength(0);
  });

  it('is not held up by the size of the batch', async () => {
    for (let i = 0; i < 35; i++) world.message({ id: `m${i}`, enrolmentId: `e${i}` });
    let running = 0;
    let most = 0;
    world.mailer.answer = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return { type: 'sent' };
    };
    expect(await deliver()).toBe(35);
    expect(most).toBe(10);
    expect(world.mailer.sent).toHaveLength(35);
    expect(world.told.size).toBe(35);
  });
});

describe('a message that may not go out', () => {
  it('is suppressed with the reason, and the enrolment goes on another way', async () => {
    world.contact({ permissions: { email: 'denied', phone: 'unknown', topicsOff: [] } });
    world.message();
    await deliver();
    expect(state()).toMatchObject({ status: 'suppressed', reason: 'unsubscribed', nextAt: undefined });
    expect(told()).toEqual(['notSent']);
    expect(world.mailer.sent).toHaveLength(0);
  });

  it.each([
    [
      'a bounced address',
      () =>
        world.suppressions.set('c1@acme.io', { address: 'c1@acme.io', reason: 'bounced', at: world.now() }),
      'bounced',
    ],
    [
      'an erased address',
      () => {
        const address = erasedKey(world.runtime.installation, 'C1@acme.io');
        world.suppressions.set(address, { address, reason: 'erased', at: world.now() });
      },
      'erased',
    ],
    ['a contact that is gone', () => world.contacts.clear(), 'erased'],
    ['a contact without an address', () => world.contact({ email: undefined }), 'no-address'],
  ] as const)('stops service mail for %s', async (_, arrange, reason) => {
    arrange();
    world.message({ purpose: 'service' });
    await deliver();
    expect(state()).toMatchObject({ status: 'suppressed', reason });
  });

  it('is given up once its window has closed', async () => {
    world.message({ expiresAt: world.now() });
    await deliver();
    expect(state()).toMatchObject({ status: 'suppressed', reason: 'window-expired' });
    expect(told()).toEqual(['notSent']);
  });

  it('is caught when the contact unsubscribes between the claim and the call', async () => {
    world.message();
    const { claim } = world.runtime.messages;
    world.runtime.messages.claim = async (...given) => {
      const won = await claim(...given);
      world.contact({ permissions: { email: 'denied', phone: 'unknown', topicsOff: [] } });
      return won;
    };
    await deliver();
    expect(world.mailer.sent).toHaveLength(0);
    expect(state()).toMatchObject({ status: 'suppressed', reason: 'unsubscribed' });
  });

  it('stays queued while sending is stopped, and goes out afterwards', async () => {
    world.settings.value = { ...world.settings.value, sendingStopped: true };
    world.message();
    await deliver();
    expect(state()).toMatchObject({ status: 'queued', attempts: 0 });
    expect(await deliver()).toBe(0);
    world.settings.value = { ...world.settings.value, sendingStopped: false };
    world.wait(70_000);
    await deliver();
    expect(state()?.status).toBe('sent');
  });

  it('stays queued while its workflow is paused', async () => {
    world.paused.add('w1');
    world.message();
    world.message({ id: 'm2', workflowId: undefined, enrolmentId: undefined });
    await deliver();
    expect(state()?.status).toBe('queued');
    expect(state('m2')).toMatchObject({ status: 'sent', nextAt: undefined });
  });
});

describe('a provider that refuses', () => {
  it('is asked again later, each time after a longer pause, until it is given up', async () => {
    world.mailer.answer = () => ({ type: 'failed', retryable: true, reason: 'SendGrid 503' });
    world.message();
    const pauses: number[] = [];
    for (let i = 0; i < 60 && state()?.status === 'queued'; i++) {
      const before = state()?.attempts;
      await deliver();
      const next = state()?.nextAt;
      if (next && state()?.attempts !== before) pauses.push(next.getTime() - world.clock.at);
      if (next) world.clock.at = next.getTime();
    }
    expect(state()).toMatchObject({ status: 'failed', reason: 'SendGrid 503', attempts: 13 });
    expect(told()).toEqual(['notSent']);
    expect(pauses).toHaveLength(12);
    expect(pauses[0]).toBeGreaterThanOrEqual(7_500);
    expect(pauses[0]).toBeLessThanOrEqual(12_500);
    expect(pauses[4]).toBeGreaterThan(pauses[2] ?? 0);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3 * 3_600_000 * 1.25);
  });

  it('is not asked before the moment it named', async () => {
    world.mailer.answer = () => ({
      type: 'failed',
      retryable: true,
      reason: 'SendGrid 429',
      retryAfterSeconds: 120,
    });
    world.message();
    await deliver();
    expect(state()).toMatchObject({ status: 'queued', attempts: 1, reason: 'SendGrid 429' });
    expect(state()?.nextAt?.getTime()).toBeGreaterThanOrEqual(world.clock.at + 120_000);
    world.message({ id: 'm2' });
    await deliver();
    expect(world.mailer.sent).toHaveLength(1);
    expect(state('m2')).toMatchObject({ status: 'queued', attempts: 0 });
  });

  it('for good fails the message at once', async () => {
    world.mailer.answer = () => ({ type: 'failed', retryable: false, reason: 'SendGrid 400: no' });
    world.message();
    await deliver();
    expect(state()).toMatchObject({ status: 'failed', reason: 'SendGrid 400: no', nextAt: undefined });
    expect(told()).toEqual(['notSent']);
  });

  it('again and again is left alone for a while, without using up attempts', async () => {
    world.mailer.answer = () => ({ type: 'failed', retryable: true, reason: 'SendGrid 500' });
    for (let i = 0; i < 30; i++) world.message({ id: `m${i}` });
    await deliver();
    expect(world.mailer.sent).toHaveLength(20);
    expect([...world.messages.values()].filter(({ attempts }) => attempts === 0)).toHaveLength(10);
    expect(
      [...world.messages.values()].every(
        ({ status, nextAt }) => status === 'queued' && nextAt && nextAt > world.now(),
      ),
    ).toBe(true);
    world.mailer.answer = () => ({ type: 'sent' });
    world.wait(10 * 60_000);
    await deliver();
    expect([...world.messages.values()].every(({ status }) => status === 'sent')).toBe(true);
  });
});

describe('a message nobody knows the fate of', () => {
  it('is unknown when the provider hung, and is never sent again by itself', async () => {
    world.mailer.answer = () => ({ type: 'unknown', reason: 'SendGrid did not answer in time' });
    world.message();
    await deliver();
    expect(state()).toMatchObject({
      status: 'unknown',
      reason: 'SendGrid did not answer in time',
      nextAt: undefined,
    });
    expect(told()).toEqual(['sent']);
    world.wait(86_400_000);
    expect(await deliver()).toBe(0);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is unknown when its claim ran out', async () => {
    world.message({ status: 'sending', claim: { by: 'dead', until: new Date(world.clock.at - 1) } });
    await deliver();
    expect(state()).toMatchObject({ status: 'unknown', reason: 'interrupted while sending' });
    expect(told()).toEqual(['sent']);
    expect(world.mailer.sent).toHaveLength(0);
  });

  it('is left alone while its claim is good', async () => {
    const until = new Date(world.clock.at + 1);
    world.message({ status: 'sending', claim: { by: 'busy', until }, nextAt: until });
    expect(await deliver()).toBe(0);
  });

  it('is unknown when the mailer has a bug', async () => {
    world.mailer.answer = () => {
      throw new Error('a bug');
    };
    world.message();
    await deliver();
    expect(state()).toMatchObject({ status: 'unknown', reason: 'a bug' });
  });
});

describe('a process that was stopped between claim and call', () => {
  it.each([25_001, 40_000, 3_600_000])('and continued %i ms later sends nothing late', async (pause) => {
    world.message();
    const { byIds } = world.runtime.contacts;
    let reads = 0;
    world.runtime.contacts.byIds = async (ids) => {
      // The second reading is the one after the claim: here the process stands still.
      if (++reads === 2) world.wait(pause);
      return byIds(ids);
    };
    await deliver();
    expect(world.mailer.sent).toHaveLength(0);
    expect(state()).toMatchObject({ status: 'queued', attempts: 0 });
    await deliver();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('finds that another gave the message up, and leaves it so', async () => {
    world.message();
    const { byIds } = world.runtime.contacts;
    let reads = 0;
    world.runtime.contacts.byIds = async (ids) => {
      if (++reads === 2) {
        world.wait(31_000);
        await deliverDue(deliveringElsewhere(), pass);
      }
      return byIds(ids);
    };
    const deliveringElsewhere = () => ({ ...world.runtime, contacts: { ...world.runtime.contacts, byIds } });
    await deliver();
    expect(state()?.status).toBe('unknown');
    expect(world.mailer.sent).toHaveLength(0);
    expect(told()).toEqual(['sent']);
  });
});

describe('a provider that takes longer than the claim is good', () => {
  it('is given up as unknown; its late answer writes nothing, and nothing is sent again', async () => {
    world.message();
    world.mailer.answer = async () => {
      world.wait(31_000);
      await deliver();
      expect(state()?.status).toBe('unknown');
      return { type: 'sent' };
    };
    await deliver();
    expect(state()?.status).toBe('unknown');
    expect(world.mailer.sent).toHaveLength(1);
    expect(told()).toEqual(['sent']);
  });
});

describe('two processes at once', () => {
  it('send a message once', async () => {
    for (let i = 0; i < 20; i++) world.message({ id: `m${i}`, enrolmentId: `e${i}` });
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(world.mailer.sent).toHaveLength(20);
    expect([...world.told.values()].every((items) => items.length === 1)).toBe(true);
  });
});

describe('a process killed at any line', () => {
  const kinds = ['before the call', 'after it'] as const;
  const stores = ['messages', 'enrolments', 'contacts', 'suppressions', 'settings'] as const;

  /** The world’s ports, of which the n-th call kills the process, before or after it had its effect. */
  function dying(
    at: number,
    kind: (typeof kinds)[number],
  ): { runtime: DeliveryWorld['runtime']; died: () => boolean } {
    let calls = 0;
    let dead = false;
    const runtime = { ...world.runtime };
    for (const name of stores) {
      const store = world.runtime[name];
      Object.assign(runtime, {
        [name]: new Proxy(store, {
          get:
            (target, property) =>
            async (...given: unknown[]) => {
              if (dead) throw new Error('dead');
              const isLast = ++calls === at;
              if (isLast && kind === 'before the call') dead = true;
              if (dead) throw new Error('killed');
              const answer: unknown = await Reflect.apply(Reflect.get(target, property), target, given);
              if (isLast) {
                dead = true;
                throw new Error('killed');
              }
              return answer;
            },
        }),
      });
    }
    return { runtime, died: () => dead };
  }

  it.each(kinds)('loses nothing and sends nothing twice (%s)', async (kind) => {
    const seen = new Set<MessageStatus | undefined>();
    for (let at = 1; ; at++) {
      world = deliveryWorld();
      world.contact();
      world.contact({ id: 'c2', email: 'c2@example.com' });
      world.message();
      world.message({ id: 'demo', enrolmentId: 'e2', contactId: 'c2', to: 'c2@example.com' });
      const { runtime, died } = dying(at, kind);
      await deliverDue(runtime, pass).catch(() => undefined);
      if (!died()) break;
      for (let i = 0; i < 3; i++) {
        world.wait(31_000);
        await deliver();
      }
      expect(world.mailer.sent.length).toBeLessThanOrEqual(1);
      seen.add(state()?.status);
      expect(['sent', 'unknown']).toContain(state()?.status);
      // What was never handed over is never said to be sent.
      if (state()?.status === 'sent') expect(world.mailer.sent).toHaveLength(1);
      expect(state('demo')?.status).toBe('sent');
      expect(told()).toEqual(['sent']);
      expect(told('e2')).toEqual(['sent']);
      expect([...world.messages.values()].every(({ nextAt, unreported }) => !nextAt && !unreported)).toBe(
        true,
      );
    }
    expect([...seen].sort()).toEqual(['sent', 'unknown']);
  });
});
