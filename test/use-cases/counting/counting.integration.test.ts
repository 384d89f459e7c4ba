import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import { mergeNeeds } from '../../../server/engine/conditions/needs.ts';
import { factsOf, historiesOf } from '../../../server/engine/facts.ts';
import { countDays } from '../../../server/use-cases/counting/count-days.ts';
import { loadFacts } from '../../../server/use-cases/facts.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { dyingAfter } from '../../support/dying-stores.ts';
import { openWorld, type World, writeKey } from '../../support/world.ts';

const HOUR = 3_600_000;
/** Few where everything is tested; more when it is about counting. */
const RUNS = Number(process.env.MOORING_COUNTING_RUNS ?? 12);
const names = ['Signed In', 'Exported'] as const;
const people = ['ann', 'bob', 'cid'] as const;

/** Rules whose windows end anywhere in a day, and whole days. */
const rules = names.flatMap((event) =>
  [
    { measure: 'count', within: '36h' },
    { measure: 'count', within: '7d' },
    { measure: 'count', within: '31d' },
    { measure: 'count' },
    {
      measure: 'count',
      within: '30h',
      where: { all: [{ fact: 'properties', path: '$.odd', operator: 'equal', value: true }] },
    },
    { measure: 'distinctDays', within: '10d' },
    { measure: 'daysSinceLast', ifNever: 'missing' },
    { measure: 'daysSinceFirst', within: '20d', ifNever: 'missing' },
  ].map((params) => ({ fact: 'event', params: { event, ...params } })),
);

/** Which thresholds hold tells the value that was measured. */
const conditions = rules.flatMap((rule) =>
  [1, 2, 3, 5, 8, 13].map((value) =>
    compileCondition({ all: [{ ...rule, operator: 'greaterThanInclusive', value }] } as Parameters<
      typeof compileCondition
    >[0]),
  ),
);

/** So small that what is counted here takes several of each. */
const few = { events: 3, marks: 2, gathered: 4, recounts: 2 };

type Deed =
  | { kind: 'send'; who: number; event: number; ago: number; anonymous: boolean }
  | { kind: 'again' }
  | { kind: 'pass'; hours: number }
  | { kind: 'count' }
  | { kind: 'die'; after: number }
  | { kind: 'race'; who: number; ago: number }
  | { kind: 'link'; who: number }
  | { kind: 'alias'; from: number; to: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      who: fc.nat(people.length - 1),
      event: fc.nat(names.length - 1),
      // Mostly fresh, some late, some too late to count; at the very edges of days, too.
      ago: fc.oneof(
        fc.constant(0),
        fc.nat(30 * 24).map((hours) => hours * HOUR),
        fc.integer({ min: 30 * DAY, max: 34 * DAY }),
      ),
      anonymous: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'again' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'count' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('die' as const), after: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('race' as const),
      who: fc.nat(people.length - 1),
      ago: fc.nat(72).map((hours) => hours * HOUR),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('link' as const), who: fc.nat(people.length - 1) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('alias' as const),
      from: fc.nat(people.length - 1),
      to: fc.nat(people.length - 1),
    }),
  },
);

describe('facts of closed days', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ startsAt: '2026-03-02T09:00:00.000Z' });
  });
  afterAll(() => world.close());

  it(
    'are what counting every event anew would give, whatever came late, twice or under another id',
    async () => {
      let round = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 40 }), async (deeds) => {
          round += 1;
          const sent: { sourceId: string; name: string; at: number; odd: boolean; late: boolean }[] = [];
          const calls: Record<string, unknown>[] = [];
          const idOf = (who: number) => `${people[who]}-${round}`;
          const call = async (body: Record<string, unknown>) => {
            await world.runtime.ingest.batch({ batch: [body] }, writeKey, { bytes: 100, historical: false });
            await world.runtime.ingest.settled();
          };
          for (const [index, it] of deeds.entries()) {
            const now = world.now().getTime();
            const send = async (source: string, event: number, ago: number) => {
              const isAnonymous = source.startsWith('a:');
              const body = {
                type: 'track',
                ...(isAnonymous ? { anonymousId: source.slice(2) } : { userId: source.slice(2) }),
                event: names[event],
                messageId: `m-${round}-${index}`,
                timestamp: new Date(now - ago).toISOString(),
                properties: { odd: index % 2 === 1 },
              };
              calls.push(body);
              const late = ago > 30 * DAY;
              sent.push({
                sourceId: source,
                name: names[event] ?? '',
                at: now - ago,
                odd: index % 2 === 1,
                late,
              });
              await call(body);
            };
            if (it.kind === 'send')
              await send(it.anonymous ? `a:x-${idOf(it.who)}` : `u:${idOf(it.who)}`, it.event, it.ago);
            else if (it.kind === 'race')
              await countDays(
                meanwhile(world.runtime, () => send(`u:${idOf(it.who)}`, 0, it.ago)),
                few,
              );
            else if (it.kind === 'again') {
              const last = calls.at(-1);
              if (last) await call(last);
            } else if (it.kind === 'pass') await world.pass(`${it.hours}h`);
            else if (it.kind === 'count') await countDays(world.runtime, few);
            else if (it.kind === 'die')
              await countDays(dyingAfter(world.runtime, it.after), few).catch(() => undefined);
            else if (it.kind === 'link')
              await call({
                type: 'identify',
                userId: idOf(it.who),
                anonymousId: `x-${idOf(it.who)}`,
                traits: {},
              });
            else if (it.from !== it.to)
              await call({ type: 'alias', userId: idOf(it.to), previousId: idOf(it.from) });
          }
          await compare(world.runtime, sent, world.now(), round);
        }),
        { numRuns: RUNS },
      );
    },
    30_000 + RUNS * 1_000,
  );
});

/** The same runtime, in which something happens once between counting a day and storing the count. */
function meanwhile(runtime: Runtime, happens: () => Promise<void>): Runtime {
  let has = false;
  return {
    ...runtime,
    events: {
      ...runtime.events,
      async countByDay(spans) {
        const counts = await runtime.events.countByDay(spans);
        if (!has) await happens();
        has = true;
        return counts;
      },
    },
  };
}

async function compare(
  runtime: Runtime,
  sent: readonly { sourceId: string; name: string; at: number; odd: boolean; late: boolean }[],
  now: Date,
  round: number,
): Promise<void> {
  const sources = people.flatMap((who) => [`u:${who}-${round}`, `a:x-${who}-${round}`]);
  const contacts = new Map(
    [...(await runtime.contacts.bySourceIds(sources)).values()].map((contact) => [contact.id, contact]),
  );
  const needs = mergeNeeds(conditions.map((condition) => condition.needs));
  const entered = new Date(now.getTime() - 5 * DAY - 7 * HOUR);
  const loaded = await loadFacts(
    runtime,
    [...contacts.values()].map((contact) => ({ contact, needs, enteredAt: entered })),
    now,
  );
  for (const contact of contacts.values()) {
    const own = sent
      .filter(({ sourceId, late }) => contact.sourceIds.includes(sourceId) && !late)
      .sort((a, b) => a.at - b.at);
    const naive = factsOf({
      contact: {},
      appearedAt: contact.appearedAt.getTime(),
      events: historiesOf(
        new Map(
          names.map((name) => [
            name,
            own.filter((one) => one.name === name).map(({ at, odd }) => ({ at, properties: { odd } })),
          ]),
        ),
      ),
    });
    const facts = loaded.get(contact.id);
    if (!facts) throw new Error('a contact has no facts');
    const answers = conditions.map((condition) => condition.test(facts, now.getTime()));
    expect(answers).toEqual(conditions.map((condition) => condition.test(naive, now.getTime())));
    for (const { singles, days } of facts.events.values()) {
      const single = new Set(singles.map(({ at }) => dayOf(at)));
      expect(days.filter(({ day }) => single.has(day))).toEqual([]);
    }
  }
}
