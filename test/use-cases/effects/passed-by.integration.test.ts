import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Release } from '../../../server/engine/release.ts';
import type { WebhookAnswer, WebhookRequest } from '../../../server/ports/effects.ts';
import { releaseParked } from '../../../server/use-cases/workflows/parked.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

describe('a call that is to be tried again', () => {
  let world: World;
  let workflowId: string;
  const requests: WebhookRequest[] = [];
  const answers: WebhookAnswer[] = [];
  beforeAll(async () => {
    world = await openWorld({
      webhooks: {
        async post(request) {
          requests.push(request);
          return answers.shift() ?? { type: 'answered', status: 200 };
        },
      },
    });
    workflowId = await world.publish({
      format: 'mooring.workflow/1',
      name: 'Pass',
      entry: { trigger: { kind: 'event', event: 'Pass' } },
      start: 'call',
      steps: {
        call: { kind: 'call-webhook', url: 'https://crm.example/', exits: { ok: 'end', failed: 'rest' } },
        rest: { kind: 'wait', for: '9d', next: 'end' },
        end: { kind: 'exit' },
      },
    });
  });
  afterAll(() => world.close());

  const enrolmentOf = async () => (await world.runtime.enrolments.list({ workflowId, limit: 1 })).items[0];

  /** Somebody stands still at the step whose first call was refused for the moment. */
  async function standStill(userId: string): Promise<void> {
    requests.length = 0;
    answers.push({ type: 'answered', status: 503 });
    await world.track(userId, 'Pass');
    await world.settle();
    const enrolment = await enrolmentOf();
    if (!enrolment) throw new Error('nobody entered');
    const parked = {
      ...enrolment,
      status: 'parked' as const,
      reason: 'fault: broke',
      rev: enrolment.rev + 1,
    };
    await world.runtime.enrolments.save([{ was: enrolment.rev, after: parked }]);
  }

  async function decide(verb: Release): Promise<void> {
    const params = { id: workflowId };
    await releaseParked(world.runtime, { params, query: {}, body: { do: verb }, actor: admin });
    await world.runtime.runner.settled();
  }

  /** While a call is being made, nothing about it can be cancelled. */
  async function whileBeingMade(work: () => Promise<void>): Promise<void> {
    const { dispatches } = world.runtime;
    const { moveAll, cancelOf } = dispatches;
    Object.assign(dispatches, { moveAll: async () => new Set(), cancelOf: async () => undefined });
    await work();
    Object.assign(dispatches, { moveAll, cancelOf });
  }

  it.each([
    { verb: 'skip', isBeingMade: false },
    { verb: 'skip', isBeingMade: true },
    { verb: 'take-out', isBeingMade: false },
    { verb: 'take-out', isBeingMade: true },
  ] as const)('is not, after somebody decided to $verb; is it being made: $isBeingMade', async (way) => {
    const { verb, isBeingMade } = way;
    await standStill(`user-${verb}-${isBeingMade}`);
    await (isBeingMade ? whileBeingMade(() => decide(verb)) : decide(verb));
    await world.pass('1d');
    expect(requests).toHaveLength(1);
    const { items } = await world.runtime.dispatches.list({ workflowId, limit: 1 });
    const reason = verb === 'skip' ? 'step-skipped' : 'left-workflow';
    expect(items).toMatchObject([{ status: 'cancelled', reason }]);
    expect(await enrolmentOf()).toMatchObject(
      verb === 'skip' ? { status: 'waiting', step: 'rest' } : { status: 'exited', reason: 'taken-out' },
    );
  });

  it('is, where the step is tried again', async () => {
    await standStill('user-retry');
    await decide('retry');
    await world.pass('1d');
    expect(requests).toHaveLength(2);
    expect(await enrolmentOf()).toMatchObject({ status: 'completed' });
  });
});
