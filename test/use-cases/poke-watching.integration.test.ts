import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pokeWatching } from '../../server/use-cases/poke-watching.ts';
import { createSignal } from '../../server/use-cases/signals/signals.ts';
import { admin, openWorld, type World } from '../support/world.ts';

const plan = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };

describe('a change of what workflows read', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const publish = (key: string, step: Record<string, unknown>) =>
    world.publish({
      format: 'mooring.workflow/1',
      key,
      name: key,
      entry: { trigger: { kind: 'event', event: 'Begin' } },
      start: 'a',
      steps: { a: step, end: { kind: 'exit' } },
    });

  it('looks again at those who wait for what changed, and at nobody else', async () => {
    const when = {
      all: [{ fact: 'signal', params: { signal: 'quiet', measure: 'open' }, operator: 'equal', value: true }],
    };
    await createSignal(world.runtime, {
      params: {},
      query: {},
      body: { key: 'quiet', name: 'Quiet', opensWhen: { all: [plan] } },
      actor: admin,
    });
    const wait = { kind: 'wait-until', until: { when }, timeout: '9d', next: 'end' };
    const id = await publish('watch', wait);
    const other = await publish('beside', { kind: 'wait', for: '9d', next: 'end' });
    await world.identify('lea', {});
    await world.track('lea', 'Begin');
    await world.settle();
    const subject = (await world.runtime.contacts.bySourceIds(['u:lea'])).get('u:lea')?.id ?? '';
    const inboxes = async () => {
      const all = await world.runtime.enrolments.alive([subject], [id, other], world.now());
      return all.flatMap(({ workflowId, inbox }) => inbox.map((item) => `${workflowId} ${item.id}`));
    };
    const change = { subject, id: 'edge:1', at: world.now() };
    await pokeWatching(world.runtime, [{ ...change, what: 'signal:loud' }]);
    expect(await inboxes()).toEqual([]);
    await pokeWatching(world.runtime, [{ ...change, what: 'signal:quiet' }]);
    await pokeWatching(world.runtime, [{ ...change, what: 'signal:quiet' }]);
    expect(await inboxes()).toEqual([`${id} edge:1`]);
    await world.settle();
    expect(await inboxes()).toEqual([]);
  });
});
