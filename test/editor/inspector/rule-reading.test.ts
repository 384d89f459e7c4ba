import { describe, expect, it } from 'vitest';
import { blankRule } from '../../../editor/inspector/condition-tree.ts';
import {
  convert,
  operatorsFor,
  readRule,
  withOperator,
  withParams,
} from '../../../editor/inspector/rule-reading.ts';
import {
  OTHER,
  subjectGroups,
  subjectValue,
  withSubject,
} from '../../../editor/inspector/subject-options.ts';
import type { Leaf } from '../../../shared/condition.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';

const plan: Leaf = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
const signedIn: Leaf = {
  fact: 'event',
  params: { event: 'Signed In', measure: 'daysSinceLast' },
  operator: 'greaterThanInclusive',
  value: 21,
};

describe('a rule in the condition builder', () => {
  it('has fields for traits and events', () => {
    expect(readRule(plan, 'entry')).toMatchObject({ fact: 'contact', input: 'any', type: 'any' });
    expect(readRule(signedIn, 'step')).toMatchObject({ fact: 'event', input: 'number', type: 'number' });
  });

  it('is offered what is known of accounts in what is about accounts, and shows what it was about before', () => {
    const groupsFor = (leaf: Leaf) =>
      subjectGroups('entry', undefined, leaf, 'en', (fact) => fact, 'Measured', 'account');
    const facts = (leaf: Leaf) =>
      new Set(groupsFor(leaf).flatMap(({ items }) => items.map(({ value }) => value.split('|')[0])));
    expect(blankRule(false, 'account')).toMatchObject({ fact: 'account' });
    expect([...facts(blankRule(false, 'account'))]).toEqual(
      expect.arrayContaining(['account', 'event', 'meter']),
    );
    expect(facts(blankRule(false, 'account')).has('contact')).toBe(false);
    expect(facts(blankRule(false, 'account')).has('email')).toBe(false);
    expect(facts(plan).has('contact')).toBe(true);
  });

  it('is offered only names that a path can hold', () => {
    const seen = ['$.traits.tier', '$.traits["meters.seats.value"]', '$.traits.'];
    const traits = seen.map((path) => ({ path, fact: 'account' as const, sample: null }));
    const [group] = subjectGroups(
      'entry',
      { events: [], traits },
      blankRule(false, 'account'),
      'en',
      (fact) => fact,
      'Measured',
      'account',
    );
    const values = group?.items.map(({ value }) => value) ?? [];
    expect(values).toContain('account|$.traits.tier');
    expect(values.filter((value) => value.includes('meters'))).toEqual([]);
    expect(new Set(group?.items.map(({ label }) => label)).size).toBe(values.length);
  });

  it('is left as it is written when there are no fields for something in it', () => {
    const strange: Leaf[] = [
      { ...plan, operator: 'someFact:equal' },
      { ...plan, operator: 'resembles' },
      { ...plan, fact: 'moon' },
      { ...plan, value: { fact: 'account' } },
      { ...signedIn, params: { event: 'A', colour: 'red' } },
      { ...plan, fact: 'properties' },
    ];
    for (const leaf of strange) expect(readRule(leaf, 'entry')).toBeUndefined();
  });

  it('offers only numeric comparisons for what is counted', () => {
    expect(operatorsFor('event', signedIn.params ?? {})).not.toContain('startsWith');
    expect(operatorsFor('contact', {})).toContain('startsWith');
  });

  it('keeps the value as far as it fits another operator', () => {
    expect(withOperator(plan, 'in', 'any').value).toEqual(['pro']);
    expect(withOperator({ ...plan, operator: 'in', value: ['pro', 'team'] }, 'equal', 'any').value).toBe(
      'pro',
    );
    expect(withOperator(signedIn, 'between', 'number').value).toEqual([21, 21]);
    expect(withOperator(plan, 'exists', 'any').value).toBe(true);
    expect(convert('12', 'number', 'any')).toBe(12);
  });

  it('has fields for every fact with every operator that can be used on it', () => {
    for (const scope of ['entry', 'step', 'goal', 'segment', 'where'] as const) {
      for (const { value } of subjectGroups(scope, undefined, plan, 'en', String, 'Measured').flatMap(
        ({ items }) => items,
      )) {
        const leaf = withSubject(plan, value);
        const reading = readRule(leaf, scope);
        if (!reading) throw new Error(`no fields for ${value}`);
        for (const operator of operatorsFor(reading.fact, leaf.params ?? {}))
          expect(readRule(withOperator(leaf, operator, reading.type), scope)).toMatchObject({ operator });
      }
    }
  });

  it('asks for another value when another measure is of another type', () => {
    const open = withSubject(plan, 'signal|');
    expect(open).toMatchObject({ operator: 'equal', value: true });
    const days = withParams({ ...open, params: { signal: 'quiet' } }, { measure: 'daysOpen' });
    expect(validateCondition({ all: [days] }, { path: '', scope: 'entry' })).toEqual([]);
    expect(readRule(days, 'entry')).toMatchObject({ input: 'number', unit: 'days' });
  });

  it('is valid from the start over dates, health and e-mails, and lacks only names elsewhere', () => {
    for (const fact of ['date', 'health', 'email'])
      expect(
        validateCondition({ all: [withSubject(plan, `${fact}|`)] }, { path: '', scope: 'entry' }),
      ).toEqual([]);
    for (const fact of ['trend', 'segment', 'signal', 'meter'])
      expect(
        validateCondition({ all: [withSubject(plan, `${fact}|`)] }, { path: '', scope: 'entry' }),
      ).toHaveLength(1);
    const people = withSubject(plan, 'members|');
    expect(
      validateCondition({ all: [people] }, { path: '', scope: 'signal', subject: 'account' }),
    ).toHaveLength(1);
  });

  it('asks about the people of an account by days, by yes or no, and by a number', () => {
    const silent = withSubject(plan, 'members|');
    expect(readRule(silent, 'signal')).toMatchObject({ input: 'number', unit: 'days' });
    const left = withParams(silent, { measure: 'mostActiveLeft' });
    expect(left).toMatchObject({ operator: 'equal', value: true });
    expect(readRule(left, 'signal')).toMatchObject({ input: 'boolean' });
    const admins = withParams(left, { measure: 'activeAdmins' });
    expect(readRule(admins, 'signal')).toMatchObject({ input: 'number', type: 'number' });
  });

  it('stays valid when it is pointed at something else', () => {
    const counted = withSubject(plan, 'event|Signed In');
    expect(validateCondition({ all: [counted] }, { path: '', scope: 'entry' })).toEqual([]);
    const back = withSubject(signedIn, 'account|$.mrr');
    expect(back).toMatchObject({ fact: 'account', path: '$.mrr' });
    expect(back.params).toBeUndefined();
  });

  it('can be about what was seen, about itself, and about something written by hand', () => {
    const vocabulary = {
      events: [{ name: 'Signed In', lastSeenAt: '2026-01-01T00:00:00Z' }],
      traits: [{ path: '$.traits.role', fact: 'contact' as const, sample: 'owner' }],
    };
    const groups = subjectGroups('entry', vocabulary, plan, 'en', (fact) => `other ${fact}`, 'Measured');
    const values = groups.flatMap(({ items }) => items.map(({ value }) => value));
    expect(values).toEqual(
      expect.arrayContaining([
        'contact|$.traits.role',
        subjectValue(plan),
        'event|Signed In',
        `contact|${OTHER}`,
      ]),
    );
    expect(new Set(values).size).toBe(values.length);
  });
});
