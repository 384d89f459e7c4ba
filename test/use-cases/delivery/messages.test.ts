import { beforeEach, describe, expect, it } from 'vitest';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import {
  approveMessage,
  discardMessage,
  getMessage,
  listMessages,
  resendMessage,
} from '../../../server/use-cases/delivery/messages.ts';
import type { Actor } from '../../../server/use-cases/verb.ts';
import { messageView } from '../../../shared/message.ts';
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts';

const actor: Actor = { type: 'person', id: 'p1', name: 'Maria', role: 'marketer' };
const query = { limit: 50 };
const call = (id: string) => ({ params: { id }, query: {}, body: undefined, actor });
const withCode = (code: string) => expect.objectContaining({ code });

let world: DeliveryWorld;
beforeEach(() => {
  world = deliveryWorld();
  world.contact();
});
const held = () => world.message({ id: 'm1', status: 'held', reason: 'review', nextAt: undefined });
const deliver = () => deliverDue(world.runtime, { partitions: [0], by: 'w', limit: 10 });

describe('the outbox', () => {
  it('lists messages newest first, with names, page by page', async () => {
    for (let i = 0; i < 5; i++) world.message({ id: `m${i}`, createdAt: new Date(world.clock.at + i) });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMessages(world.runtime, {
        params: {},
        query: { limit: 2, ...(cursor ? { cursor } : {}) },
        body: undefined,
        actor,
      });
      seen.push(...page.items.map(({ id }) => id));
      expect(
        page.items.every((item) => messageView.safeParse(JSON.parse(JSON.stringify(item))).success),
      ).toBe(true);
      expect(page.items[0]).toMatchObject({ contactName: 'Ada', workflowName: 'Win back', demo: false });
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['m4', 'm3', 'm2', 'm1', 'm0']);
  });

  it('can be narrowed to a contact, a workflow and a state', async () => {
    world.contact({ id: 'c2' });
    world.message({ id: 'm1' });
    world.message({ id: 'm2', contactId: 'c2', workflowId: 'w2', status: 'sent' });
    const ids = async (narrowed: object) =>
      (
        await listMessages(world.runtime, {
          params: {},
          query: { ...query, ...narrowed },
          body: undefined,
          actor,
        })
      ).items.map(({ id }) => id);
    expect(await ids({ userId: 'c2' })).toEqual(['m2']);
    expect(await ids({ userId: 'nobody' })).toEqual([]);
    expect(await ids({ workflowId: 'w1' })).toEqual(['m1']);
    expect(await ids({ status: 'sent' })).toEqual(['m2']);
  });

  it('says that a message does not exist', async () => {
    await expect(getMessage(world.runtime, call('none'))).rejects.toThrowError(withCode('MESSAGE_UNKNOWN'));
  });
});

describe('a held message', () => {
  it('goes out once approved', async () => {
    held();
    expect(await approveMessage(world.runtime, call('m1'))).toMatchObject({ id: 'm1', status: 'queued' });
    expect(world.woken()).toBe(1);
    await deliver();
    expect(world.mailer.sent).toHaveLength(1);
    await expect(approveMessage(world.runtime, call('m1'))).rejects.toThrowError(
      withCode('MESSAGE_NOT_HELD'),
    );
  });

  it('cannot be approved for somebody who unsubscribed meanwhile', async () => {
    held();
    world.contact({ permissions: { email: 'denied', phone: 'unknown', topicsOff: [] } });
    await expect(approveMessage(world.runtime, call('m1'))).rejects.toThrowError(
      withCode('SEND_NOT_ALLOWED'),
    );
    expect(world.messages.get('m1')?.status).toBe('held');
  });

  it('is cancelled once discarded, and its enrolment goes on', async () => {
    held();
    expect(await discardMessage(world.runtime, call('m1'))).toMatchObject({
      status: 'cancelled',
      reason: 'discarded by Maria',
    });
    expect(world.told.get('e1')).toEqual([{ type: 'effect', id: 'm1', outcome: 'notSent', at: world.now() }]);
    expect(await deliver()).toBe(0);
    await expect(discardMessage(world.runtime, call('m1'))).rejects.toThrowError(
      withCode('MESSAGE_NOT_HELD'),
    );
  });

  it('tells its enrolment even if the process dies while discarding', async () => {
    held();
    const { poke } = world.runtime.enrolments;
    world.runtime.enrolments.poke = async () => {
      throw new Error('killed');
    };
    await expect(discardMessage(world.runtime, call('m1'))).rejects.toThrowError('killed');
    world.runtime.enrolments.poke = poke;
    expect(await deliver()).toBe(1);
    expect(world.told.get('e1')).toHaveLength(1);
    expect(world.messages.get('m1')).toMatchObject({ status: 'cancelled', nextAt: undefined });
  });
});

describe('sending again', () => {
  it.each(['failed', 'unknown', 'bounced'] as const)(
    'is possible for a message that is %s',
    async (status) => {
      world.message({ id: 'm1', status, attempts: 12, nextAt: undefined, reason: 'x' });
      expect(await resendMessage(world.runtime, call('m1'))).toMatchObject({ status: 'queued' });
      await deliver();
      expect(world.messages.get('m1')).toMatchObject({ status: 'sent', attempts: 1, reason: undefined });
    },
  );

  it.each(['sent', 'delivered', 'queued', 'sending', 'suppressed', 'cancelled', 'held'] as const)(
    'is refused for a message that is %s',
    async (status) => {
      world.message({ id: 'm1', status });
      await expect(resendMessage(world.runtime, call('m1'))).rejects.toThrowError(
        withCode('MESSAGE_NOT_RESENDABLE'),
      );
    },
  );

  it('is refused where the address is suppressed, the window closed or nothing was rendered', async () => {
    world.message({ id: 'm1', status: 'failed', html: '' });
    await expect(resendMessage(world.runtime, call('m1'))).rejects.toThrowError(
      withCode('MESSAGE_NOT_RESENDABLE'),
    );
    world.message({ id: 'm1', status: 'failed', expiresAt: world.now() });
    await expect(resendMessage(world.runtime, call('m1'))).rejects.toThrowError(withCode('SEND_NOT_ALLOWED'));
    world.suppressions.set('c1@acme.io', { address: 'c1@acme.io', reason: 'bounced', at: world.now() });
    world.message({ id: 'm1', status: 'bounced' });
    await expect(resendMessage(world.runtime, call('m1'))).rejects.toThrowError(
      'This message may not be sent: bounced.',
    );
  });
});
