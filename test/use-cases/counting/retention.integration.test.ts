import { afterAll, beforeAll, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { countDays } from '../../../server/use-cases/counting/count-days.ts';
import { loadFacts } from '../../../server/use-cases/facts.ts';
import { applyRetention } from '../../../server/use-cases/retention/apply-retention.ts';
import { openWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ startsAt: '2026-03-02T09:00:00.000Z' });
});
afterAll(() => world.close());

it('keeps counting what happened before the events of that time were deleted, and deletes none that is not counted', async () => {
  await world.track('ann', 'Exported');
  await world.track('ann', 'Exported');
  await world.settle();
  const ever = compileCondition({
    all: [{ fact: 'event', params: { event: 'Exported', measure: 'count' }, operator: 'equal', value: 2 }],
  });
  const contact = (await world.runtime.contacts.bySourceIds(['u:ann'])).get('u:ann');
  if (!contact) throw new Error('nobody is there');
  const holds = async () => {
    const facts = await loadFacts(world.runtime, [{ contact, needs: ever.needs }], world.now());
    return ever.test(
      facts.get(contact.id) as NonNullable<ReturnType<typeof facts.get>>,
      world.now().getTime(),
    );
  };
  await world.pass('401d');
  expect(await applyRetention(world.runtime)).toBe(0);
  expect(await holds()).toBe(true);
  await countDays(world.runtime);
  expect(await applyRetention(world.runtime)).toBe(2);
  expect((await world.runtime.events.timeline(['u:ann'], { limit: 5 })).items).toEqual([]);
  expect(await holds()).toBe(true);
});
