import { describe, expect, it } from 'vitest';
import { type ConditionOptions, validateCondition } from '../../shared/validate-condition.ts';
import { factNames, facts } from '../../shared/vocabulary/facts.ts';
import { decisionSentence, ruleSentence } from '../../shared/vocabulary/sentences.ts';
import { valueInput } from '../../shared/vocabulary/value-input.ts';
import { languages } from '../../shared/vocabulary/words.ts';

/** The problems as `CODE at place`, relative to the rule. */
function problemsOf(rule: Record<string, unknown>, options: Partial<ConditionOptions> = {}): string[] {
  return validateCondition({ all: [rule] }, { path: '', scope: 'step', ...options }).map(
    ({ code, path, severity }) =>
      `${severity === 'warning' ? '~' : ''}${code} at ${path.replace('all.0.', '')}`,
  );
}

const rule = (
  fact: string,
  params: Record<string, unknown>,
  operator = 'greaterThan',
  value: unknown = 1,
) => ({
  fact,
  params,
  operator,
  value,
});

/** One good rule of every fact that measures something. */
const samples = {
  event: rule('event', { event: 'Paid' }),
  trend: rule('trend', { event: 'Paid', window: '14d', baseline: '56d' }, 'lessThanInclusive', -0.5),
  date: rule('date', { path: '$.account.renewsAt', measure: 'daysUntil' }, 'lessThanInclusive', 30),
  segment: rule('segment', { segment: 'vip' }, 'equal', true),
  signal: rule('signal', { signal: 'gone-quiet', measure: 'daysOpen' }, 'greaterThanInclusive', 7),
  health: rule('health', { measure: 'change', within: '14d' }, 'lessThan', -20),
  meter: rule('meter', { meter: 'seats' }, 'greaterThanInclusive', 0.9),
  members: rule('members', { event: 'Paid' }, 'greaterThanInclusive', 30),
  email: rule('email', { measure: 'clicked', within: '7d', workflow: 'welcome' }, 'equal', 0),
};

describe('the rule of a fact', () => {
  it('is accepted when complete', () => {
    const { members, ...ofBoth } = samples;
    for (const sample of Object.values(ofBoth)) expect(problemsOf(sample)).toEqual([]);
    expect(problemsOf(members, { subject: 'account' })).toEqual([]);
  });

  it('needs its parameters, each usable', () => {
    expect(problemsOf(rule('trend', { event: 'Paid' }))).toEqual([
      'FACT_PARAM_MISSING at params.window',
      'FACT_PARAM_MISSING at params.baseline',
    ]);
    expect(problemsOf(rule('trend', { ...samples.trend.params, minimum: 0 }))).toEqual([
      'FACT_PARAMS at params.minimum',
    ]);
    const where = { all: [{ fact: 'properties', path: '$.by', operator: 'equal', value: 'hand' }] };
    expect(problemsOf(rule('trend', { ...samples.trend.params, where }))).toEqual([]);
    expect(problemsOf(rule('trend', { ...samples.trend.params, baseline: '390d' }))).toEqual([]);
    expect(problemsOf(rule('trend', { ...samples.trend.params, baseline: '390d', where }))).toEqual([
      'WINDOW_BEYOND_RETENTION at params.baseline',
    ]);
    expect(problemsOf(rule('trend', { ...samples.trend.params, where: { all: [] } }))).toEqual([
      'CONDITION_EMPTY_GROUP at params.where.all',
    ]);
    expect(problemsOf(rule('date', { path: '$.renewsAt', measure: 'weeks' }))).toEqual([
      'FACT_PARAMS at params.path',
      'FACT_PARAMS at params.measure',
    ]);
    for (const [name, of] of [
      ['segment', 'segment'],
      ['signal', 'signal'],
      ['meter', 'meter'],
    ] as const) {
      const { operator, value } = samples[name];
      expect(problemsOf(rule(name, {}, operator, value))).toContain(`FACT_PARAM_MISSING at params.${of}`);
      expect(problemsOf(rule(name, { [of]: ' ' }, operator, value))).toContain(`FACT_PARAMS at params.${of}`);
    }
  });

  it('has no parameter that says nothing about its measure', () => {
    expect(problemsOf(rule('meter', { meter: 'seats', within: '7d' }))).toEqual([
      'FACT_PARAM_UNUSED at params.within',
    ]);
    expect(
      problemsOf(rule('members', { event: 'Paid', removal: 'Removed' }), { subject: 'account' }),
    ).toEqual(['FACT_PARAM_UNUSED at params.removal']);
    expect(problemsOf(rule('health', { within: '7d' }))).toEqual(['FACT_PARAM_UNUSED at params.within']);
    expect(problemsOf(rule('event', { event: 'Paid', property: '$.a', ifNever: 'missing' }))).toEqual([
      'FACT_PARAM_UNUSED at params.property',
      'FACT_PARAM_UNUSED at params.ifNever',
    ]);
  });

  it('compares a yes or no only with yes or no', () => {
    expect(problemsOf(rule('segment', { segment: 'vip' }, 'equal', 'yes'))).toEqual([
      'OPERATOR_VALUE at value',
    ]);
    for (const operator of ['greaterThan', 'in', 'contains', 'someFact:equal', 'startsWith'])
      expect(problemsOf(rule('segment', { segment: 'vip' }, operator, true))).toEqual([
        'OPERATOR_NOT_HERE at operator',
      ]);
    expect(problemsOf(rule('signal', { signal: 'x' }, 'not:equal', false))).toEqual([]);
  });

  it('stands only where its fact means something', () => {
    const trigger = { fact: 'trigger', path: '$.event', operator: 'equal', value: 'Paid' };
    const enrolment = { fact: 'enrolment', path: '$.s1.path', operator: 'equal', value: 'yes' };
    for (const scope of ['segment', 'signal'] as const) {
      expect(problemsOf(trigger, { scope })).toEqual(['FACT_NOT_HERE at fact']);
      expect(problemsOf(enrolment, { scope })).toEqual(['FACT_NOT_HERE at fact']);
      expect(problemsOf(rule('event', { event: 'Paid', since: 'entry' }), { scope })).toEqual([
        'SINCE_ENTRY_NOT_HERE at params.since',
      ]);
    }
    expect(problemsOf(trigger, { scope: 'question' })).toEqual(['~TRIGGER_NOT_KNOWN at fact']);
    expect(problemsOf(enrolment, { scope: 'question' })).toEqual(['FACT_NOT_HERE at fact']);
    expect(problemsOf(enrolment, { scope: 'entry' })).toEqual(['FACT_NOT_HERE at fact']);
    expect(problemsOf(enrolment, { scope: 'goal' })).toEqual([]);
  });

  it('about an account asks nothing of one person', () => {
    const options = { subject: 'account' } as const;
    expect(problemsOf(samples.email, options)).toEqual(['FACT_NOT_OF_ACCOUNT at fact']);
    expect(
      problemsOf({ fact: 'contact', path: '$.email', operator: 'exists', value: true }, options),
    ).toEqual(['FACT_NOT_OF_ACCOUNT at fact']);
    expect(problemsOf(rule('date', { path: '$.contact.traits.x', measure: 'daysSince' }), options)).toEqual([
      'FACT_NOT_OF_ACCOUNT at params.path',
    ]);
    expect(problemsOf(samples.date, options)).toEqual([]);
    expect(problemsOf(samples.event, options)).toEqual([]);
  });

  it('about one person asks nothing of the people of their account', () => {
    expect(problemsOf(samples.members)).toEqual(['FACT_NOT_OF_CONTACT at fact']);
  });

  it('names segments and signals that there are, where it is known which', () => {
    const known = { segments: new Set(['vip']), signals: new Set<string>() };
    expect(problemsOf(samples.segment, { known })).toEqual([]);
    expect(problemsOf(rule('segment', { segment: 'vips' }, 'equal', true), { known })).toEqual([
      'SEGMENT_UNKNOWN at params.segment',
    ]);
    expect(problemsOf(samples.signal, { known })).toEqual(['SIGNAL_UNKNOWN at params.signal']);
    expect(problemsOf(samples.signal, { known: {} })).toEqual([]);
  });

  it('compares with a value of sensible size', () => {
    const trait = { fact: 'contact', path: '$.traits.x' };
    const large = ['OPERATOR_VALUE_LARGE at value'];
    expect(problemsOf({ ...trait, operator: 'equal', value: 'x'.repeat(1_000_000) })).toEqual(large);
    expect(problemsOf({ ...trait, operator: 'in', value: Array(10_001).fill('x') })).toEqual(large);
    expect(problemsOf({ ...trait, operator: 'in', value: ['x'.repeat(10_001)] })).toEqual(large);
    const nested = Array.from({ length: 11 }, () => Array(1_000).fill('x'));
    expect(problemsOf({ ...trait, operator: 'someValue:in', value: nested })).toEqual(large);
    // biome-ignore lint/suspicious/noSparseArray: a hole is what must be refused.
    const holes: unknown[] = ['a', , 'b'];
    expect(problemsOf({ ...trait, operator: 'in', value: holes })).toEqual(['OPERATOR_VALUE at value']);
  });
});

describe('the words for a fact', () => {
  it('say what it measures, with its unit', () => {
    const sentences = Object.entries({
      trend: '“Paid” fell by at least 50% (last 14 days against the 56 days before)',
      date: 'The account renews within 30 days',
      segment: 'Member of segment “vip”',
      signal: 'Signal “gone-quiet” has been open for at least 7 days',
      health: 'Health fell by more than 20 points in the last 14 days',
      meter: '“seats” uses at least 90% of its limit',
      members:
        'The last “Paid” of the most active member (over the 90 days before the last 30 days) was at least 30 days ago',
      email: 'The number of e-mails clicked in by workflow “welcome” in the last 7 days is 0',
    });
    for (const [name, sentence] of sentences)
      expect(ruleSentence(samples[name as keyof typeof samples])).toBe(sentence);
  });

  it('say which of the events a trend is about', () => {
    const where = { all: [{ fact: 'properties', path: '$.by', operator: 'equal', value: 'hand' }] };
    const filtered = { ...samples.trend, params: { ...samples.trend.params, where } };
    expect(ruleSentence(filtered)).toBe(
      '“Paid” where property by is “hand” fell by at least 50% (last 14 days against the 56 days before)',
    );
  });

  it('say a yes or no as a state', () => {
    const vip = samples.segment;
    expect(ruleSentence({ ...vip, value: false })).toBe('Not a member of segment “vip”');
    expect(ruleSentence({ ...vip, operator: 'notEqual' })).toBe('Not a member of segment “vip”');
    expect(decisionSentence(vip, true, true)).toBe('Member of segment “vip”.');
    expect(decisionSentence(vip, false, false)).toBe(
      'Not a member of segment “vip”; the rule wants the opposite.',
    );
    const open = rule('signal', { signal: 'quiet' }, 'equal', true);
    expect(decisionSentence(open, true, true, 'pl')).toBe('Sygnał „quiet” jest otwarty.');
    const left = rule('members', { event: 'Signed In', measure: 'mostActiveLeft' }, 'equal', true);
    expect(decisionSentence(left, true, true)).toBe(
      'The most active member (by “Signed In” over the 90 days before the last 30 days) has left.',
    );
    expect(decisionSentence(open, false, false, 'ru')).toBe(
      'Сигнал «quiet» не открыт; правило ожидает обратного.',
    );
  });

  it('are there for every fact in every language, with nothing left open', () => {
    for (const language of languages)
      for (const sample of Object.values(samples))
        for (const actual of [undefined, 0, true]) {
          const sentence = decisionSentence(sample, actual, false, language);
          expect(sentence).not.toMatch(/\{\{|undefined/);
        }
    expect(
      [...Object.keys(samples), 'contact', 'account', 'trigger', 'enrolment', 'properties'].sort(),
    ).toEqual([...factNames].sort());
  });
});

describe('the catalogue', () => {
  it('says for every parameter and path which input a form shows', () => {
    for (const { params, path } of Object.values(facts)) {
      expect(path === undefined || path.endsWith('Path')).toBe(true);
      for (const { input, choices } of Object.values(params))
        expect(input === 'choice').toBe(choices !== undefined);
    }
  });

  it('says which input the value of a rule takes', () => {
    expect(valueInput('contact', {}, 'equal')).toBe('any');
    expect(valueInput('contact', {}, 'lessThan')).toBe('number');
    expect(valueInput('contact', {}, 'startsWith')).toBe('text');
    expect(valueInput('account', {}, 'in')).toBe('list');
    expect(valueInput('event', samples.event.params, 'between')).toBe('range');
    expect(valueInput('event', samples.event.params, 'startsWith')).toBeUndefined();
    expect(valueInput('segment', samples.segment.params, 'equal')).toBe('boolean');
    expect(valueInput('signal', samples.signal.params, 'equal')).toBe('number');
    expect(valueInput('trend', samples.trend.params, 'lessThan')).toBe('share');
  });
});
