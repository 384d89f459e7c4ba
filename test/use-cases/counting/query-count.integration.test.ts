import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { partitionOf } from '../../../server/engine/hash.ts';
import { countDays } from '../../../server/use-cases/counting/count-days.ts';
import { loadAccountFacts, loadFacts } from '../../../server/use-cases/facts.ts';
import type { Contact } from '../../../shared/contact.ts';
import { DAY } from '../../../shared/time.ts';
import { aContact, anAccount, anEvent } from '../../contracts/stores/build.ts';
import { openWorld, type World } from '../../support/world.ts';

const count = (event: string, within: string, value = 1) => ({
  fact: 'event',
  params: { event, measure: 'count', within },
  operator: 'greaterThanInclusive',
  value,
});

/** Many names, many windows, entry, properties and the account. */
const { needs } = compileCondition({
  all: [
    ...['A', 'B', 'C', 'D'].flatMap((name) => [count(name, '90d'), count(name, '13h'), count(name, '45d')]),
    {
      fact: 'event',
      params: { event: 'A', measure: 'sum', property: '$.n', within: '10d' },
      operator: 'greaterThan',
      value: 1,
    },
    {
      fact: 'event',
      params: { event: 'B', measure: 'count', since: 'entry' },
      operator: 'greaterThan',
      value: 0,
    },
    { fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 1 },
  ],
} as Parameters<typeof compileCondition>[0]);

describe('facts for a batch', () => {
  let world: World;
  let sent = 0;
  let contacts: Contact[];
  beforeAll(async () => {
    world = await openWorld({
      startsAt: '2026-03-02T09:00:00.000Z',
      observe: ({ commandName }) => {
        if (['find', 'aggregate', 'getMore', 'count'].includes(commandName)) sent += 1;
      },
    });
    const now = world.now().getTime();
    contacts = Array.from({ length: 500 }, (_, n) => {
      const id = `c${n}`;
      return aContact({ id, sourceIds: [`u:${n}`, `a:${n}`], accountId: `acc${n % 40}`, p: partitionOf(id) });
    });
    await world.runtime.contacts.insert(contacts);
    await world.runtime.accounts.insert(
      Array.from({ length: 40 }, (_, n) => anAccount({ id: `acc${n}`, mrr: n })),
    );
    await world.runtime.events.insert(
      contacts.flatMap(({ sourceIds: [sourceId = ''] }, n) =>
        Array.from({ length: 6 }, (_, turn) => {
          const at = new Date(now - ((n * 7 + turn * 13) % 60) * DAY - n * 1_000);
          return anEvent({ sourceId, name: 'ABCD'[turn % 4] ?? 'A', timestamp: at, receivedAt: at });
        }),
      ),
    );
    await countDays(world.runtime);
    // Half of the days of one name are in doubt.
    await world.runtime.counters.mark(
      contacts.map(({ sourceIds: [sourceId = ''] }, n) => ({
        sourceId,
        name: 'A',
        days: [Math.floor(now / DAY) - 2 - (n % 60)],
      })),
      world.now(),
    );
  });
  afterAll(() => world.close());

  const queriesFor = async (work: () => Promise<unknown>) => {
    sent = 0;
    await work();
    return sent;
  };
  const load = (size: number) =>
    queriesFor(() =>
      loadFacts(
        world.runtime,
        contacts.slice(0, size).map((contact, n) => ({
          contact,
          needs,
          enteredAt: new Date(world.now().getTime() - n * 3 * 3_600_000),
        })),
        world.now(),
      ),
    );

  it('take the same few queries for one contact, a hundred and five hundred', async () => {
    const one = await load(1);
    // Events of which properties are wanted, and the times alone of the others, are two.
    expect(one).toBeLessThanOrEqual(6);
    expect(await load(100)).toBe(one);
    expect(await load(500)).toBe(one);
  });

  it('take one query more for accounts, however many members they have', async () => {
    const accounts = [
      ...(await world.runtime.accounts.byIds(contacts.map((c) => c.accountId ?? ''))).values(),
    ];
    const loadAccounts = (size: number) =>
      queriesFor(() =>
        loadAccountFacts(
          world.runtime,
          accounts.slice(0, size).map((account) => ({ account, needs })),
          world.now(),
        ),
      );
    const one = await loadAccounts(1);
    // Events of which properties are wanted, and the times alone of the others, are two.
    expect(one).toBeLessThanOrEqual(6);
    expect(await loadAccounts(40)).toBe(one);
  });

  it('of an account are what all its members did together', async () => {
    const account = anAccount({ id: 'acc3' });
    const members = contacts.filter(({ accountId }) => accountId === 'acc3');
    const ever = compileCondition({ all: [{ ...count('B', '90d') }] } as Parameters<
      typeof compileCondition
    >[0]);
    const facts = await loadAccountFacts(world.runtime, [{ account, needs: ever.needs }], world.now());
    const apart = await loadFacts(
      world.runtime,
      members.map((contact) => ({ contact, needs: ever.needs })),
      world.now(),
    );
    const totalOf = (
      histories: Iterable<{ singles: readonly unknown[]; days: readonly { count: number }[] }>,
    ) =>
      [...histories].reduce(
        (sum, { singles, days }) => sum + singles.length + days.reduce((all, one) => all + one.count, 0),
        0,
      );
    const together = totalOf(facts.get('acc3')?.events.values() ?? []);
    expect(together).toBeGreaterThan(members.length);
    expect(together).toBe(totalOf([...apart.values()].flatMap(({ events }) => [...events.values()])));
  });
});
