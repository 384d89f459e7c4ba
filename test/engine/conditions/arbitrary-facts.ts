import fc from 'fast-check';
import { type FactSnapshot, historiesOf } from '../../../server/engine/facts.ts';
import { DAY } from '../../../shared/time.ts';

/** Zones whose days begin oddly: by quarters of an hour, with midnights that are skipped or come twice, and none. */
export const zone = fc.constantFrom(
  'UTC',
  'Europe/Warsaw',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'America/Havana',
  'Pacific/Kiritimati',
  'Not/AZone',
  '',
);

/** Dates as people and systems write them: good ones around leap days, month ends and clock changes, and others. */
export const dateLike = fc.constantFrom<unknown>(
  '2026-03-01T00:00:00Z',
  '2026-03-10T17:30:00+02:00',
  '2026-02-28',
  '2024-02-29',
  '2026-02-29',
  '2026-03-29',
  '2026-03-08',
  '2025-11-02',
  '2018-11-04',
  '2026-04-30',
  '2026-12-31',
  '2026-13-01',
  '1970-01-01',
  '2026-3-1',
  '2026-03-01T00:00:00',
  'tomorrow',
  Date.UTC(2026, 2, 10, 15, 30),
  Date.UTC(2026, 3, 9, 15, 30),
  0,
  new Date(Date.UTC(2026, 2, 11)),
  true,
);

const params = (...list: Record<string, unknown>[]) => fc.constantFrom(...list);

/** Facts that measure something, with ways of asking them. */
export const measuredFacts: [string, fc.Arbitrary<Record<string, unknown>>][] = [
  [
    'trend',
    fc.record({
      event: fc.constantFrom('Signed In', 'Paid', 'Never'),
      window: fc.constantFrom('1d', '7d', '36h'),
      baseline: fc.constantFrom('14d', '3d', '2w'),
      minimum: fc.constantFrom(1, 2),
    }),
  ],
  [
    'date',
    fc.record({
      path: fc.constantFrom('$.contact.renewsAt', '$.account.renewsAt', '$.account.nested.a'),
      measure: fc.constantFrom('daysUntil', 'daysSince'),
    }),
  ],
  ['segment', params({ segment: 'vip' }, { segment: 'trial' })],
  [
    'signal',
    params(
      { signal: 'quiet' },
      { signal: 'quiet', measure: 'daysOpen' },
      { signal: 'drop', measure: 'open' },
    ),
  ],
  ['health', params({}, { measure: 'change', within: '7d' }, { measure: 'change' })],
  [
    'meter',
    params(
      { meter: 'seats' },
      { meter: 'storage' },
      { meter: 'seats', measure: 'daysNearLimit', within: '14d' },
      { meter: 'seats', measure: 'daysNearLimit', near: 0.5 },
      { meter: 'seats', measure: 'retreats', within: '36h' },
      { meter: 'seats', measure: 'retreats', near: 0.5 },
      { meter: 'seats', measure: 'fall', within: '36h' },
      { meter: 'storage', measure: 'fall' },
      { meter: 'seats', measure: 'rise', within: '36h' },
      { meter: 'storage', measure: 'rise' },
    ),
  ],
  [
    'members',
    fc.oneof(
      fc.record({
        event: fc.constantFrom('Signed In', 'Never'),
        measure: fc.constantFrom('daysSilent', 'mostActiveLeft'),
        window: fc.constantFrom('3d', '36h', '7d'),
        baseline: fc.constantFrom('14d', '30d'),
        minimumDays: fc.constantFrom(1, 2),
      }),
      params(
        { event: 'Signed In', measure: 'mostActiveLeft', removal: 'Paid', window: '2d', minimumDays: 1 },
        { event: 'Signed In', measure: 'activeAdmins' },
        { event: 'Signed In', measure: 'activeAdmins', within: '36h', removal: 'Paid' },
      ),
    ),
  ],
  [
    'email',
    params(
      { measure: 'sent' },
      { measure: 'opened', within: '7d' },
      { measure: 'sent', within: '36h', workflow: 'welcome' },
    ),
  ],
];

/** Instants around now, often at the edges of windows and days. */
export function around(now: number): fc.Arbitrary<number> {
  const edges = [0, 1, 36, 14 * 24, 7 * 24, 24, 30 * 24].flatMap((hours) => [
    now - hours * 3_600_000,
    now - hours * 3_600_000 + 1,
  ]);
  return fc.oneof(
    fc.constantFrom(...edges, Math.floor(now / DAY) * DAY - 1, Math.floor(now / DAY) * DAY),
    fc.integer({ min: now - 40 * DAY, max: now + DAY }),
  );
}

/** Histories event by event; clusters within a day are as likely as days apart. */
export function historiesAround(
  now: number,
  properties: fc.Arbitrary<Record<string, unknown>>,
): fc.Arbitrary<FactSnapshot['events']> {
  const at = fc.oneof(
    around(now),
    fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: DAY - 1 }))
      .map(([days, within]) => (Math.floor(now / DAY) - days) * DAY + within),
  );
  const events = fc
    .array(fc.record({ at, properties: fc.option(properties, { nil: undefined }) }), { maxLength: 10 })
    .map((list) => list.sort((one, other) => one.at - other.at));
  return fc
    .record({ 'Signed In': events, Paid: events }, { requiredKeys: [] })
    .map((byName) => historiesOf(new Map(Object.entries(byName))));
}

/** Everything of a snapshot that is neither a record nor a history of events. */
export function statesOf(now: number) {
  const before = fc.integer({ min: now - 40 * DAY, max: now });
  const byTime = <Item extends { at: number }>(list: Item[]) => list.sort((a, b) => a.at - b.at);
  const limit = fc.option(fc.constantFrom(10, 0, 100), { nil: undefined });
  const value = fc.constantFrom(0, 1, 5, 9, 10, 12);
  const meter = fc.record({
    value,
    limit,
    readings: fc.array(fc.record({ at: around(now), value, limit }), { maxLength: 6 }).map(byTime),
  });
  const score = fc.integer({ min: 0, max: 100 });
  const today = Math.floor(now / DAY);
  return {
    appearedAt: fc.integer({ min: now - 60 * DAY, max: now }),
    enteredAt: fc.option(fc.oneof(around(now), before), { nil: undefined }),
    segments: fc.subarray(['vip', 'trial']).map((keys) => new Set(keys)),
    signals: fc
      .record(
        { quiet: fc.record({ openSince: before }), drop: fc.record({ openSince: before }) },
        { requiredKeys: [] },
      )
      .map((open) => new Map(Object.entries(open))),
    meters: fc
      .record({ seats: meter, storage: meter }, { requiredKeys: [] })
      .map((all) => new Map(Object.entries(all))),
    members: fc.option(
      fc.uniqueArray(
        fc.record({
          id: fc.constantFrom('m1', 'm2'),
          userId: fc.constantFrom('ann', 'bob', undefined),
          isAdmin: fc.boolean(),
          objected: fc.constantFrom(false, false, true),
          leftAt: fc.option(around(now), { nil: undefined }),
          events: historiesAround(
            now,
            fc.record({ userId: fc.constantFrom('ann', 'bob') }, { requiredKeys: [] }),
          ),
        }),
        { selector: ({ id }) => id, maxLength: 2 },
      ),
      // Most conditions are about something else.
      { nil: undefined, freq: 1 },
    ),
    health: fc.option(
      fc.record({
        score,
        days: fc
          .uniqueArray(fc.record({ day: fc.integer({ min: today - 40, max: today - 1 }), score }), {
            maxLength: 4,
            selector: ({ day }) => day,
          })
          .map((days) => days.sort((a, b) => a.day - b.day)),
      }),
      { nil: undefined },
    ),
    email: fc
      .array(
        fc.record({
          at: around(now),
          kind: fc.constantFrom('sent' as const, 'opened' as const, 'clicked' as const),
          workflow: fc.constantFrom('welcome', 'other'),
        }),
        { maxLength: 5 },
      )
      .map(byTime),
    workspaceZone: fc.option(zone, { nil: undefined }),
  };
}
