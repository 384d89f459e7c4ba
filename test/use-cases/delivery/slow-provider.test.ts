import { describe, expect, it } from 'vitest';
import { deliverDue } from '../../../server/use-cases/delivery/deliver-messages.ts';
import { deliveryWorld } from './delivery-world.ts';

describe('a slow provider', () => {
  it('holds up nobody but the message of its hanging call', async () => {
    const world = deliveryWorld();
    world.contact();
    for (let i = 0; i < 60; i++) world.message({ id: `m${i}`, enrolmentId: `e${i}` });
    let answer: (() => void) | undefined;
    const hanging = new Promise<void>((resolve) => {
      answer = resolve;
    });
    world.mailer.answer = async ({ id }) => {
      if (id === 'm0') await hanging;
      return { type: 'sent' };
    };
    const pass = deliverDue(world.runtime, { partitions: [0], by: 'worker', limit: 100 });
    const sending = () => [...world.messages.values()].filter(({ status }) => status !== 'sent');
    while (sending().length > 1) await new Promise((resolve) => setImmediate(resolve));
    expect(sending()).toMatchObject([{ id: 'm0', status: 'sending' }]);
    answer?.();
    await pass;
    expect([...world.messages.values()].every(({ status }) => status === 'sent')).toBe(true);
  });
});
