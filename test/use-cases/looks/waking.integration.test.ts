import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { changeContact, changePermissions } from '../../../server/use-cases/contacts/change-contact.ts';
import { recordProviderEvents } from '../../../server/use-cases/delivery/provider-events.ts';
import { keepHealth } from '../../../server/use-cases/health/health-watch.ts';
import { changeSettings } from '../../../server/use-cases/people/settings.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { createSignal } from '../../../server/use-cases/signals/signals.ts';
import type { Leaf } from '../../../shared/condition.ts';
import { lookId } from '../../../shared/look.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { DAY } from '../../../shared/time.ts';
import { type FactName, factsIn } from '../../../shared/vocabulary/facts.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const ask = (params: object, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

/** One way in which a fact becomes another. */
interface Change {
  fact: FactName;
  what: string;
  rule: Omit<Leaf, 'fact'>;
  /** Nobody but the subject `user`, of the account `account`, is concerned. */
  make(world: World, user: string, account: string): Promise<unknown>;
}

const is = (path: string, value: unknown) => ({ path, operator: 'equal', value });
const some = (params: Record<string, unknown>, value = 0) => ({
  params,
  operator: 'greaterThan',
  value,
});
const ago = (world: World, days: number) =>
  ({ timestamp: new Date(world.now().getTime() - days * DAY).toISOString() }) as const;
/** More than before, and enough before to compare with. */
async function rise(world: World, user: string): Promise<void> {
  for (const days of [6, 5]) await world.track(user, 'Worked', {}, ago(world, days));
  for (const key of ['a', 'b', 'c']) await world.track(user, 'Worked', { key });
}
const trend = some({ event: 'Worked', window: '2d', baseline: '8d', minimum: 2 });
const signedIn = async (world: World, user: string) => {
  for (const days of [1, 3, 5, 8, 10, 12, 15, 17, 19, 22, 24])
    await world.track(user, 'Signed In', {}, ago(world, days));
  await world.settle();
  // Health goes by what is seen in the workspace, which it looks up once a day.
  await keepHealth(world.runtime);
  // What was reckoned a moment ago waits a little.
  await world.pass('11m');
};
const health = { params: { measure: 'score' }, operator: 'greaterThan', value: 60 };
const soon = (path: string) => ({
  params: { path, measure: 'daysUntil' },
  operator: 'lessThanInclusive',
  value: 9,
});
const renews = (world: World) => new Date(world.now().getTime() + 5 * DAY).toISOString();
const full = { params: { meter: 'seats' }, operator: 'greaterThanInclusive', value: 0.9 };

async function mailTo(world: World, user: string): Promise<string> {
  await world.track(user, 'Asked For Mail');
  await world.settle();
  const contact = (await world.runtime.contacts.bySourceIds([`u:${user}`])).get(`u:${user}`);
  const { items } = await world.runtime.messages.list({ contactId: contact?.id, limit: 1 });
  return items[0]?.id ?? '';
}

const changes: Record<SubjectKind, Change[]> = {
  contact: [
    {
      fact: 'contact',
      what: 'a trait is told',
      rule: is('$.traits.told', 'yes'),
      make: (world, user) => world.identify(user, { told: 'yes' }),
    },
    {
      fact: 'contact',
      what: 'a trait is edited',
      rule: is('$.traits.edited', 'yes'),
      make: ({ runtime }, userId) =>
        changeContact(runtime, ask({ userId }, { body: { traits: { edited: 'yes' } } })),
    },
    {
      fact: 'contact',
      what: 'a tag is added',
      rule: { path: '$.tags', operator: 'contains', value: 'vip' },
      make: ({ runtime }, userId) => changeContact(runtime, ask({ userId }, { body: { tags: ['vip'] } })),
    },
    {
      fact: 'contact',
      what: 'they agree to a call',
      rule: is('$.permissions.phone', 'granted'),
      make: ({ runtime }, userId) =>
        changePermissions(runtime, ask({ userId }, { body: { phone: 'granted' } })),
    },
    {
      fact: 'contact',
      what: 'they unsubscribe in their mail program',
      rule: is('$.permissions.email', 'denied'),
      make: async (world, user) =>
        recordProviderEvents(world.runtime, [
          { event: 'unsubscribe', mooring_message: await mailTo(world, user) },
        ]),
    },
    {
      fact: 'account',
      what: 'their account changes',
      rule: is('$.mrr', 777),
      make: ({ runtime }, _user, id) =>
        changeAccount(runtime, ask({ id }, { body: { traits: { mrr: 777 } } })),
    },
    {
      fact: 'account',
      what: 'they join another',
      rule: is('$.plan', 'joined'),
      make: (world, user, account) => world.group(user, `${account}-other`, { plan: 'joined' }),
    },
    {
      fact: 'event',
      what: 'something happens',
      rule: some({ event: 'Exported' }),
      make: (world, user) => world.track(user, 'Exported'),
    },
    { fact: 'trend', what: 'more happens than before', rule: trend, make: rise },
    {
      fact: 'date',
      what: 'a date comes near',
      rule: soon('$.contact.traits.renewsAt'),
      make: (world, user) => world.identify(user, { renewsAt: renews(world) }),
    },
    {
      fact: 'segment',
      what: 'they come into another segment',
      rule: { params: { segment: 'inner-contact' }, operator: 'equal', value: true },
      make: (world, user) => world.track(user, 'Inner'),
    },
    {
      fact: 'signal',
      what: 'a signal opens',
      rule: { params: { signal: 'alarm-contact' }, operator: 'equal', value: true },
      make: (world, user) => world.track(user, 'Alarmed'),
    },
    { fact: 'health', what: 'health rises', rule: health, make: signedIn },
    {
      fact: 'meter',
      what: 'a meter of their account rises',
      rule: full,
      make: (world, user, account) =>
        world.group(user, account, { meters: { seats: { value: 95, limit: 100 } } }),
    },
    {
      fact: 'email',
      what: 'they are written to',
      rule: some({ measure: 'sent', within: '7d' }),
      make: mailTo,
    },
    {
      fact: 'email',
      what: 'they open what was written',
      rule: some({ measure: 'opened', within: '7d' }),
      make: async (world, user) =>
        recordProviderEvents(world.runtime, [{ event: 'open', mooring_message: await mailTo(world, user) }]),
    },
  ],
  account: [
    {
      fact: 'account',
      what: 'a trait is told',
      rule: is('$.mrr', 888),
      make: (world, user, account) => world.group(user, account, { mrr: 888 }),
    },
    {
      fact: 'account',
      what: 'a trait is edited',
      rule: is('$.traits.edited', 'yes'),
      make: ({ runtime }, _user, id) =>
        changeAccount(runtime, ask({ id }, { body: { traits: { edited: 'yes' } } })),
    },
    {
      fact: 'event',
      what: 'something happens',
      rule: some({ event: 'Exported' }),
      make: (world, user) => world.track(user, 'Exported'),
    },
    {
      fact: 'event',
      what: 'somebody joins who did something before',
      rule: some({ event: 'Brought Along', within: '9d' }),
      make: async (world, user, account) => {
        await world.track(`${user}-joins`, 'Brought Along');
        await world.settle();
        await world.group(`${user}-joins`, account, {});
      },
    },
    { fact: 'trend', what: 'more happens than before', rule: trend, make: rise },
    {
      fact: 'date',
      what: 'a date comes near',
      rule: soon('$.account.renewsAt'),
      make: (world, user, account) => world.group(user, account, { renewsAt: renews(world) }),
    },
    {
      fact: 'segment',
      what: 'it comes into another segment',
      rule: { params: { segment: 'inner-account' }, operator: 'equal', value: true },
      make: (world, user) => world.track(user, 'Inner'),
    },
    {
      fact: 'signal',
      what: 'a signal opens',
      rule: { params: { signal: 'alarm-account' }, operator: 'equal', value: true },
      make: (world, user) => world.track(user, 'Alarmed'),
    },
    { fact: 'health', what: 'health rises', rule: health, make: signedIn },
    {
      fact: 'members',
      what: 'the most active one goes to another company',
      rule: {
        params: { event: 'Worked', measure: 'mostActiveLeft', window: '2d', baseline: '9d', minimumDays: 1 },
        operator: 'equal',
        value: true,
      },
      make: async (world, user) => {
        await world.track(user, 'Worked', {}, ago(world, 5));
        await world.settle();
        await world.group(user, `${user}-elsewhere`, {});
      },
    },
    {
      fact: 'members',
      what: 'an admin is active',
      rule: some({ event: 'Worked', measure: 'activeAdmins' }),
      make: async (world, user) => {
        await world.identify(user, { role: 'Owner' });
        await world.settle();
        await world.track(user, 'Worked');
      },
    },
    {
      fact: 'members',
      what: 'somebody who is active is made an admin by hand',
      rule: some({ event: 'Worked', measure: 'activeAdmins' }),
      make: async (world, user) => {
        await world.track(user, 'Worked');
        await world.settle();
        await changeContact(
          world.runtime,
          ask({ userId: user }, { body: { traits: { role: 'administrator' } } }),
        );
      },
    },
    {
      fact: 'meter',
      what: 'a meter rises',
      rule: full,
      make: (world, user, account) =>
        world.group(user, account, { meters: { seats: { value: 95, limit: 100 } } }),
    },
  ],
};
const kinds = ['contact', 'account'] as const;
const keyOf = (subject: SubjectKind, index: number) => `${subject}-${index}`;

describe('whoever a condition may turn for is looked at again', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    const made = (body: object) => createSegment(world.runtime, ask({}, { body }));
    for (const subject of kinds) {
      const happened = (event: string) => ({ all: [{ fact: 'event', ...some({ event }) }] });
      await made({ key: `inner-${subject}`, name: 'Inner', subject, when: happened('Inner') });
      await createSignal(
        world.runtime,
        ask(
          {},
          { body: { key: `alarm-${subject}`, name: 'Alarm', subject, opensWhen: happened('Alarmed') } },
        ),
      );
      for (const [index, { fact, what, rule }] of changes[subject].entries())
        await made({ key: keyOf(subject, index), name: what, subject, when: { all: [{ fact, ...rule }] } });
    }
    await world.publish({
      format: 'mooring.workflow/1',
      name: 'Mail',
      entry: { trigger: { kind: 'event', event: 'Asked For Mail' } },
      start: 'mail',
      steps: {
        mail: { kind: 'send-email', subject: 'Hello', body: 'Hi', next: 'end' },
        end: { kind: 'exit' },
      },
    });
    await keepHealth(world.runtime);
    for (const subject of kinds)
      for (const index of changes[subject].keys()) {
        const name = keyOf(subject, index);
        const told = { email: `${name}@example.org`, createdAt: ago(world, 200).timestamp };
        await world.identify(name, told);
        await world.group(name, `co-${name}`, {});
      }
    await world.settle();
  });
  afterAll(() => world.close());

  it.each(kinds)('for every fact that may stand in a condition about one %s', (subject) => {
    const tried = new Set(changes[subject].map(({ fact }) => fact));
    expect([...tried].sort()).toEqual([...factsIn('segment', subject)].sort());
  });

  it.each(
    kinds.flatMap((subject) =>
      changes[subject].map((change, index) => ({ subject, name: keyOf(subject, index), ...change })),
    ),
  )('when $what: $fact of one $subject', async ({ subject, name, make }) => {
    const remembered = async () => {
      await world.settle();
      const contact = (await world.runtime.contacts.bySourceIds([`u:${name}`])).get(`u:${name}`);
      const id = lookId(subject, subject === 'contact' ? (contact?.id ?? '') : `co-${name}`);
      return (await world.runtime.looks.byIds([id])).get(id)?.in ?? [];
    };
    expect(await remembered()).not.toContain(`s:${name}`);
    await make(world, name, `co-${name}`);
    expect(await remembered()).toContain(`s:${name}`);
  });

  it('when the workspace moves into another time zone, where days begin earlier, unless they have a zone', async () => {
    const { runtime } = world;
    // Past ten in the morning, as the next day begins fourteen hours earlier in Kiritimati.
    await world.pass('3h');
    const day = new Date(world.now().getTime() + 9 * DAY).toISOString().slice(0, 10);
    const midnight = new Date(`${day}T00:00:00Z`).getTime();
    const workflow = await world.publish({
      format: 'mooring.workflow/1',
      name: 'On the day',
      entry: { trigger: { kind: 'date', date: '$.contact.traits.leavesOn' } },
      start: 'wait',
      steps: { wait: { kind: 'wait', for: '1d', next: 'end' }, end: { kind: 'exit' } },
    });
    const within = Math.ceil((midnight - world.now().getTime()) / DAY) - 1;
    const soon = { params: { path: '$.contact.traits.leavesOn', measure: 'daysUntil' } };
    const body = (subject: SubjectKind, path: string) => ({
      key: `leaving-${subject}`,
      name: 'Leaving',
      subject,
      when: {
        all: [
          { fact: 'date', params: { ...soon.params, path }, operator: 'lessThanInclusive', value: within },
        ],
      },
    });
    await createSegment(runtime, ask({}, { body: body('contact', '$.contact.traits.leavesOn') }));
    await createSegment(runtime, ask({}, { body: body('account', '$.account.traits.leavesOn') }));
    await world.identify('goer', { leavesOn: day });
    await world.identify('zoned', { leavesOn: day, timezone: 'Europe/London' });
    await world.group('goer', 'co-goer', { leavesOn: day });
    await world.settle();
    const sizes = async () => [
      ...(await runtime.looks.sizes(['s:leaving-contact', 's:leaving-account'])).values(),
    ];
    expect(await sizes()).toEqual([0, 0]);
    await changeSettings(runtime, ask({}, { body: { zone: 'Pacific/Kiritimati' } }));
    await world.settle();
    expect(await sizes()).toEqual([1, 1]);
    const alarms = await runtime.alarms.due(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
      new Date(midnight + DAY),
      50,
    );
    expect(
      alarms
        .filter(({ workflowId }) => workflowId === workflow)
        .map(({ at }) => at.getTime())
        .sort(),
    ).toEqual([midnight + (9 - 14) * 3_600_000, midnight + 9 * 3_600_000]);
  });
});
