import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../server/engine/conditions/compile.ts';
import {
  type EventFact,
  type FactSnapshot,
  factsOf,
  historiesOf,
  type MemberFacts,
} from '../../../server/engine/facts.ts';
import { isAdmin } from '../../../server/engine/recipients.ts';
import { answerKey } from '../../../server/use-cases/demo/answer-key.ts';
import { crowd } from '../../../server/use-cases/demo/crowd.ts';
import { tellAccount } from '../../../server/use-cases/demo/crowd-calls.ts';
import { demoEventNames } from '../../../server/use-cases/demo/crowd-days.ts';
import { accountFact, contactFact } from '../../../server/use-cases/facts.ts';
import {
  applyToAccount,
  applyToContact,
  newAccount,
  newContact,
} from '../../../server/use-cases/ingest/apply-calls.ts';
import { metersIn } from '../../../server/use-cases/ingest/meters.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { withEventNames } from '../../../shared/playbooks/names.ts';
import { shippedSignals } from '../../../shared/playbooks/signals.ts';

/** Signals that read health or other signals are about more than the demo’s own data. */
const readsMore = new Set(['renewal-while-red', 'ready-to-grow']);
const asked = shippedSignals
  .filter(({ key }) => !readsMore.has(key))
  .map(({ key, subject, opensWhen, resolvesWhen }) => ({
    key,
    subject,
    opens: compileCondition(withEventNames(opensWhen, demoEventNames)),
    resolves: compileCondition(withEventNames(resolvesWhen, demoEventNames)),
  }));

/** Loading falls on any day of the week and any hour. */
const moments = ['2026-03-02T00:20:00Z', '2026-03-08T23:40:00Z'];

describe('the answer key of the demo', () => {
  it.each(moments)('names just those of the crowd for whom each signal opens, loaded at %s', (moment) => {
    const now = new Date(moment);
    const open = new Map(asked.map(({ key }) => [key, new Set<string>()]));
    for (const account of crowd) {
      const calls = tellAccount(account, now);
      const group = calls
        .filter(({ type }) => type === 'group')
        .sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime());
      const first = group[0];
      if (!first) throw new Error(`${account.id} has no group call`);
      const stored = group.reduce((was, call) => applyToAccount(was, call), newAccount(account.id, first));
      const common = { account: accountFact(stored), meters: metersOf(group) };
      const members: MemberFacts[] = [];
      for (const { userId } of account.people) {
        const own = calls.filter((call) => call.userId === userId);
        const [identify] = own;
        if (!identify) throw new Error(`${userId} has no calls`);
        const contact = own.reduce((is, call) => applyToContact(is, call), newContact(userId, 0, identify));
        const events = historiesOf(byName(own));
        members.push({ id: userId, userId, isAdmin: isAdmin(contact, stored), objected: false, events });
        const appearedAt = contact.appearedAt.getTime();
        note('contact', userId, factsOf({ contact: contactFact(contact), appearedAt, events, ...common }));
      }
      const appearedAt = Math.min(...calls.map(({ timestamp }) => timestamp.getTime()));
      const events = historiesOf(byName(calls));
      note('account', account.id, factsOf({ contact: {}, appearedAt, events, members, ...common }));
    }
    function note(subject: 'account' | 'contact', id: string, facts: FactSnapshot) {
      for (const signal of asked)
        if (
          signal.subject === subject &&
          signal.opens.test(facts, now.getTime()) &&
          !signal.resolves.test(facts, now.getTime())
        )
          open.get(signal.key)?.add(id);
    }
    const key = answerKey();
    for (const { key: signal } of asked)
      expect([...(open.get(signal) ?? [])].sort(), signal).toEqual([...(key.get(signal) ?? [])].sort());
  });

  it('has somebody for every signal', () => {
    const key = answerKey();
    for (const { key: signal } of shippedSignals)
      expect(key.get(signal)?.size ?? 0, signal).toBeGreaterThan(5);
  });
});

function byName(calls: readonly StoredEvent[]): Map<string, EventFact[]> {
  const events = new Map<string, EventFact[]>();
  for (const { name, timestamp, properties } of calls) {
    if (name === undefined) continue;
    const list = events.get(name) ?? [];
    list.push({ at: timestamp.getTime(), properties });
    events.set(name, list);
  }
  for (const list of events.values()) list.sort((a, b) => a.at - b.at);
  return events;
}

function metersOf(calls: readonly StoredEvent[]): FactSnapshot['meters'] {
  const readings = calls.flatMap(({ traits, timestamp }) =>
    [...metersIn(traits ?? {})].map(([name, { value = 0, limit }]) => ({
      name,
      at: timestamp.getTime(),
      value,
      limit,
    })),
  );
  const contacts = readings.filter(({ name }) => name === 'contacts');
  const last = contacts.at(-1);
  return last
    ? new Map([['contacts', { value: last.value, limit: last.limit, readings: contacts }]])
    : new Map();
}
