import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCondition, mergeNeeds } from '../../../server/engine/conditions/compile.ts';
import { PARTITIONS } from '../../../server/engine/hash.ts';
import { changeContact } from '../../../server/use-cases/contacts/change-contact.ts';
import { eraseContact, eraseContactJob } from '../../../server/use-cases/contacts/erase-contact.ts';
import { loadAccountFacts, loadFacts } from '../../../server/use-cases/facts.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import type { RootCondition } from '../../../shared/condition.ts';
import { lookId } from '../../../shared/look.ts';
import { DAY } from '../../../shared/time.ts';
import { runs } from '../../support/property-runs.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

const event = (params: object, operator: string, value: number) => ({
  fact: 'event',
  params: { event: 'Signed In', ...params },
  operator,
  value,
});
const contact = (name: string, value: unknown) => ({
  fact: 'contact',
  path: `$.traits.${name}`,
  operator: 'equal',
  value,
});
/** Nobody of rank signs in while others do: what is read one by one, beside what is only counted. */
const unled: RootCondition = {
  all: [
    event(
      {
        measure: 'count',
        within: '9d',
        where: { all: [{ fact: 'properties', path: '$.role', operator: 'equal', value: 'admin' }] },
      },
      'equal',
      0,
    ),
    event({ measure: 'count', within: '6d' }, 'greaterThan', 0),
  ],
};
const isIn = (segment: string) => ({ fact: 'segment', params: { segment }, operator: 'equal', value: true });

/** Whatever is read comes before its readers. */
const ofContacts: Record<string, RootCondition> = {
  quiet: { all: [event({ measure: 'daysSinceLast' }, 'greaterThanInclusive', 3)] },
  busy: { all: [event({ measure: 'count', within: '5d' }, 'greaterThanInclusive', 2)] },
  pro: { any: [contact('plan', 'pro'), { not: contact('level', 1) }] },
  days: { all: [event({ measure: 'distinctDays', within: '7d' }, 'between', [2, 3] as unknown as number)] },
  nested: { all: [isIn('quiet'), { not: isIn('pro') }] },
  unled,
  company: { all: [isIn('rich'), isIn('busy')] },
};
const ofAccounts: Record<string, RootCondition> = {
  rich: {
    all: [
      { fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 100 },
      event({ measure: 'count', within: '9d' }, 'greaterThan', 0),
    ],
  },
  leaderless: unled,
};

const person = fc.integer({ min: 0, max: 3 });
const late = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 * DAY }));
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sign-in'),
      person,
      late,
      anonymous: fc.boolean(),
      role: fc.constantFrom('admin', 'member', 'member'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat'), person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('identify'),
      person,
      plan: fc.constantFrom('pro', 'free'),
      level: fc.integer({ min: 0, max: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('group'), person, mrr: fc.constantFrom(50, 500) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('patch'), person, plan: fc.constantFrom('pro', null) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge'), person, other: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('link'), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase'), person }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('two-workers') }) },
);
type Action = { do: string; person?: number; other?: number; late?: number; hours?: number } & Record<
  string,
  unknown
>;

describe('what is remembered', () => {
  let world: World;
  let story = 0;
  beforeAll(async () => {
    world = await openWorld();
    for (const [key, when] of Object.entries(ofAccounts)) await make(key, when, 'account');
    for (const [key, when] of Object.entries(ofContacts)) await make(key, when, 'contact');
  });
  afterAll(() => world.close());

  const make = (key: string, when: RootCondition, subject: string) =>
    createSegment(world.runtime, {
      params: {},
      query: {},
      body: { key, name: key, when, subject },
      actor: admin,
    });

  async function act(it: Action, last: Map<string, string>): Promise<void> {
    const userId = `${story}-${it.person ?? 0}`;
    const anonymousId = `a-${userId}`;
    const at = new Date(world.now().getTime() - (it.late ?? 0)).toISOString();
    const verb = { params: { userId }, query: {}, actor: admin } as const;
    switch (it.do) {
      case 'sign-in': {
        const messageId = `${story}-${last.size}-${Math.round(world.now().getTime())}`;
        last.set(userId, messageId);
        const who = it.anonymous ? { anonymousId } : { userId };
        await world.runtime.ingest.call(
          'track',
          { ...who, event: 'Signed In', messageId, timestamp: at, properties: { role: it.role } },
          writeKey,
          100,
        );
        return;
      }
      case 'repeat':
        await world.track(userId, 'Signed In', {}, { messageId: last.get(userId) ?? `${userId}-first` });
        return;
      case 'identify':
        await world.identify(userId, { plan: it.plan, level: it.level });
        return;
      case 'group':
        await world.group(userId, `${story}-co`, { mrr: it.mrr });
        return;
      case 'link':
        await world.identify(userId, {}, { anonymousId });
        return;
      case 'merge':
        await world.runtime.ingest.call(
          'alias',
          { userId, previousId: `${story}-${it.other}` },
          writeKey,
          100,
        );
        return;
      case 'wait':
        await world.pass(`${it.hours}h`);
        return;
      case 'two-workers':
        await Promise.all([due(), due(), world.runtime.ingest.settled()]);
        return;
    }
    await world.runtime.ingest.settled();
    const source = `u:${userId}`;
    if (!(await world.runtime.contacts.bySourceIds([source])).has(source)) return;
    if (it.do === 'erase') await eraseContact(world.runtime, { ...verb, body: undefined });
    else await changeContact(world.runtime, { ...verb, body: { traits: { plan: it.plan } } });
  }

  const due = () =>
    lookDue(world.runtime, {
      partitions: Array.from({ length: PARTITIONS }, (_, index) => index),
      limit: 200,
    });

  /** Who is in what by asking every condition of everybody, and what is remembered of them. */
  async function compared(): Promise<{
    full: Record<string, string[]>;
    remembered: Record<string, string[]>;
  }> {
    const { runtime } = world;
    const now = world.now();
    const compile = (conditions: Record<string, RootCondition>) =>
      Object.entries(conditions).map(([key, when]) => ({ key, ...compileCondition(when) }));
    const [forContacts, forAccounts] = [compile(ofContacts), compile(ofAccounts)];
    const needsOf = (conditions: typeof forContacts) => mergeNeeds(conditions.map(({ needs }) => needs));
    const contacts = (await runtime.contacts.walk({ limit: 1_000, after: '' })).filter(
      ({ userId }) => userId !== undefined,
    );
    const accounts = await runtime.accounts.walk({ limit: 1_000, after: '' });
    const [contactFacts, accountFacts] = await Promise.all([
      loadFacts(
        runtime,
        contacts.map((one) => ({ contact: one, needs: needsOf(forContacts) })),
        now,
      ),
      loadAccountFacts(
        runtime,
        accounts.map((account) => ({ account, needs: needsOf(forAccounts) })),
        now,
      ),
    ]);
    const full: Record<string, string[]> = {};
    const rich = new Set<string>();
    for (const { id } of accounts) {
      const facts = accountFacts.get(id);
      const holds = forAccounts.filter(({ test }) => facts && test(facts, now.getTime()));
      if (holds.some(({ key }) => key === 'rich')) rich.add(id);
      full[lookId('account', id)] = holds.map(({ key }) => `s:${key}`).sort();
    }
    for (const { id, accountId } of contacts) {
      const facts = contactFacts.get(id);
      if (!facts) continue;
      const segments = new Set(accountId !== undefined && rich.has(accountId) ? ['rich'] : []);
      const own = forContacts.flatMap(({ key, test }) => {
        if (!test({ ...facts, segments }, now.getTime())) return [];
        segments.add(key);
        return `s:${key}`;
      });
      full[lookId('contact', id)] = own.sort();
    }
    const records = await runtime.looks.byIds(Object.keys(full));
    const remembered = Object.fromEntries(
      Object.keys(full).map((id) => [id, [...(records.get(id)?.in ?? [])]]),
    );
    return { full, remembered };
  }

  it('is what asking everybody everything would find, whatever happened in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 22 }), async (actions) => {
        story += 1;
        const last = new Map<string, string>();
        for (const one of actions) await act(one as Action, last);
        await world.settle();
        // Erasing is a job, and tells the account last.
        await world.runtime.runner.settled();
        await world.settle();
        const { full, remembered } = await compared();
        expect(remembered).toEqual(full);
      }),
      runs(8),
    );
  });

  /** What is remembered of one person. */
  async function segmentsOf(userId: string): Promise<string[]> {
    const source = `u:${userId}`;
    const contact = (await world.runtime.contacts.bySourceIds([source])).get(source);
    const id = lookId('contact', contact?.id ?? '');
    return (await world.runtime.looks.byIds([id])).get(id)?.in ?? [];
  }

  it('reaches the people of an account whose segment turned by what starts nothing', async () => {
    const ago = (days: number) => ({ timestamp: new Date(world.now().getTime() - days * DAY).toISOString() });
    const group = (mrr: number, days: number) =>
      world.runtime.ingest.call(
        'group',
        { userId: 'silent', groupId: 'silent-co', traits: { mrr }, ...ago(days) },
        writeKey,
        100,
      );
    await group(50, 4);
    await world.track('silent', 'Signed In');
    await world.track('silent', 'Signed In', {}, { messageId: 'silent-again' });
    await world.settle();
    expect(await segmentsOf('silent')).not.toContain('s:company');
    await group(500, 3);
    await world.settle();
    expect(await segmentsOf('silent')).toContain('s:company');
  });

  it('knows what somebody did on a device of theirs, also where all is told in one moment', async () => {
    const before = new Date(world.now().getTime() - 5 * DAY).toISOString();
    await world.track('known', 'Signed In', {}, { timestamp: before });
    await world.settle();
    expect(await segmentsOf('known')).toContain('s:quiet');
    await world.runtime.ingest.call(
      'track',
      { anonymousId: 'device', event: 'Signed In', messageId: 'on a device' },
      writeKey,
      100,
    );
    await world.settle();
    await world.identify('known', {}, { anonymousId: 'device' });
    await world.settle();
    expect(await segmentsOf('known')).not.toContain('s:quiet');
  });

  it('is less where somebody was erased who had become another meanwhile', async () => {
    const { runtime } = world;
    await world.track('taken', 'Signed In');
    await world.settle();
    const taken = (await runtime.contacts.bySourceIds(['u:taken'])).get('u:taken');
    await world.identify('keeper', {});
    await runtime.ingest.call('alias', { userId: 'keeper', previousId: 'taken' }, writeKey, 100);
    await world.settle();
    expect(await segmentsOf('keeper')).toContain('s:unled');
    // It began before they were one person.
    const input = { contactId: taken?.id, sourceIds: ['u:taken'], mentions: ['taken'], values: [] };
    const at = world.now();
    const job = { id: 'e', kind: 'erase-contact', state: 'running' as const, done: 0, total: 17, errors: [] };
    const saved = { ...job, input, createdAt: at, updatedAt: at };
    await eraseContactJob(runtime, saved, { save: async () => undefined });
    await world.settle();
    expect(await segmentsOf('keeper')).not.toContain('s:unled');
  });
});
