import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTITIONS } from '../../../server/engine/hash.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import { openWorld, type World } from '../../support/world.ts';

const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);

describe('people whose time has come', () => {
  let world: World;
  let queries: string[] = [];
  beforeAll(async () => {
    world = await openWorld({
      observe: ({ commandName, command }) => queries.push(`${commandName} ${String(command[commandName])}`),
    });
    await world.publish({
      format: 'mooring.workflow/1',
      name: 'Quiet',
      entry: {
        trigger: { kind: 'condition' },
        when: {
          all: [
            {
              fact: 'event',
              params: { event: 'Signed In', measure: 'daysSinceLast' },
              operator: 'greaterThanInclusive',
              value: 21,
            },
          ],
        },
      },
      goal: {
        when: {
          all: [
            {
              fact: 'event',
              params: { event: 'Signed In', measure: 'count', since: 'entry' },
              operator: 'greaterThan',
              value: 0,
            },
          ],
        },
        within: '30d',
      },
      start: 'wait',
      steps: { wait: { kind: 'wait', for: '90d', next: 'end' }, end: { kind: 'exit' } },
    });
    await world.track('only', 'Signed In');
    await world.settle();
    await world.pass('1d');
    for (let index = 0; index < 40; index++) await world.track(`many-${index}`, 'Signed In');
    await world.settle();
    await world.pass('19d');
  });
  afterAll(() => world.close());

  const looked = async () => {
    queries = [];
    const done = await lookDue(world.runtime, { partitions, limit: 100 });
    return { done, queries: queries.filter((query) => !/epoch|workflows|watches/.test(query)) };
  };

  it('enter with the same few queries, whether it is one or forty, and their facts are read once', async () => {
    world.sleep('23h');
    expect((await looked()).done).toBe(0);
    world.sleep('1h');
    const one = await looked();
    world.sleep('24h');
    const many = await looked();
    expect([one.done, many.done]).toEqual([1, 40]);
    expect(many.queries.sort()).toEqual(one.queries.sort());
    expect(many.queries.filter((query) => query === 'aggregate events')).toHaveLength(1);
    expect(many.queries.filter((query) => query === 'find looks')).toHaveLength(1);
    expect((await world.runtime.enrolments.list({ limit: 50 })).items).toHaveLength(41);
  });
});
