import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTITIONS } from '../../../server/engine/hash.ts';
import { changeAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { changeContact } from '../../../server/use-cases/contacts/change-contact.ts';
import { createIngest } from '../../../server/use-cases/ingest/create-ingest.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

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

describe('a look beside which another process changes the subject, and looks at it', () => {
  let world: World;
  const ask = (params: object, body: object) => ({ params, query: {}, body, actor: admin }) as never;
  const worked = {
    fact: 'event',
    params: { event: 'Worked', measure: 'count', within: '7d' },
    operator: 'greaterThan',
    value: 0,
  };
  beforeAll(async () => {
    world = await openWorld();
    for (const subject of ['contact', 'account'] as const) {
      const rich = { fact: subject, path: '$.traits.rich', operator: 'equal', value: true };
      const made = (key: string, all: object[]) =>
        createSegment(
          world.runtime,
          ask({}, { key: `${key}-${subject}`, name: key, subject, when: { all } }),
        );
      await made('busy', [worked]);
      await made('rich', [worked, rich]);
    }
    await world.settle();
  });
  afterAll(() => world.close());

  /** The product, with something that happens once, just before a method of a store is called. */
  function interrupted(store: 'accounts' | 'contacts' | 'looks', method: string, by: () => Promise<unknown>) {
    let isOver = false;
    const target = world.runtime[store];
    const proxy = new Proxy(target, {
      get(_, key) {
        const call = Reflect.get(target, key) as (...given: unknown[]) => unknown;
        if (key !== method) return call;
        return async (...given: unknown[]) => {
          if (!isOver) {
            isOver = true;
            await by();
          }
          return call.apply(target, given);
        };
      },
    });
    return { ...world.runtime, [store]: proxy };
  }

  it.each([
    ['looks', 'byIds'],
    ['accounts', 'byIds'],
    ['contacts', 'byIds'],
    ['looks', 'save'],
  ] as const)('before the call %s.%s ends with what is true', async (store, method) => {
    const [userId, id] = [`user-${store}-${method}`, `account-${store}-${method}`];
    await world.group(userId, id, {});
    await world.settle();
    let changes = 0;
    const runtime = interrupted(store, method, async () => {
      const rich = { traits: { rich: true } };
      await changeAccount(world.runtime, ask({ id }, rich));
      await changeContact(world.runtime, ask({ userId }, rich));
      changes += await lookDue(world.runtime, { partitions, limit: 100 });
    });
    const faults: unknown[] = [];
    const ingest = createIngest(runtime, { error: (detail: object) => faults.push(detail) });
    await ingest.call('track', { userId, event: 'Worked' }, writeKey, 100);
    await ingest.settled();
    await world.settle();
    expect(faults).toEqual([]);
    expect(changes).toBe(2);
    const contact = (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
    const held = await world.runtime.looks.byIds([`c:${contact?.id}`, `a:${id}`]);
    expect([...held.values()].map(({ on }) => Object.values(on).map(({ holds }) => holds))).toEqual([
      [true, true],
      [true, true],
    ]);
  });
});
