import { describe, expect, it } from 'vitest';
import { MAX_LEAVES } from '../../shared/condition.ts';
import { DAY } from '../../shared/time.ts';
import { type ConditionOptions, validateCondition } from '../../shared/validate-condition.ts';

const plan = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
const signIns = { fact: 'event', params: { event: 'Signed In' }, operator: 'greaterThan', value: 0 };

/** The problems as `CODE at place`, relative to the rule when there is one. */
function problemsOf(condition: unknown, options: Partial<ConditionOptions> = {}): string[] {
  return validateCondition(condition, { path: 'when', scope: 'step', ...options }).map(
    ({ code, path, severity }) => `${severity === 'warning' ? '~' : ''}${code} at ${path}`,
  );
}

function problemsOfRule(rule: unknown, options: Partial<ConditionOptions> = {}): string[] {
  return problemsOf({ all: [rule] }, options).map((problem) => problem.replace('when.all.0.', ''));
}

const event = (params: Record<string, unknown>) => ({ ...signIns, params: { event: 'Paid', ...params } });
const compare = (operator: unknown, value: unknown) => ({ ...plan, operator, value });

describe('a condition tree', () => {
  it('is accepted with all, any and not, nested', () => {
    expect(problemsOf({ all: [plan, { any: [signIns, { not: { all: [plan] } }] }] })).toEqual([]);
  });

  it('starts with all or any', () => {
    for (const root of [plan, { not: plan }, null, undefined, [], 'all', 3, {}])
      expect(problemsOf(root)).toEqual(['CONDITION_ROOT at when']);
  });

  it('names the exact place of a problem, in document order', () => {
    const when = {
      all: [plan, { any: [signIns] }, { not: { ...plan, operator: 'like' } }, { ...plan, value: [] }],
    };
    expect(problemsOf(when, { path: 'steps.s1.paths.0.when' })).toEqual([
      'OPERATOR_UNKNOWN at steps.s1.paths.0.when.all.2.not.operator',
      'OPERATOR_VALUE at steps.s1.paths.0.when.all.3.value',
    ]);
    expect(problemsOf({ all: [3] }, { path: '' })).toEqual(['CONDITION_SHAPE at all.0']);
  });

  it('refuses empty groups, groups that are no lists and two groups in one', () => {
    expect(problemsOf({ any: [] })).toEqual(['CONDITION_EMPTY_GROUP at when.any']);
    expect(problemsOf({ all: [{ all: [] }] })).toEqual(['CONDITION_EMPTY_GROUP at when.all.0.all']);
    expect(problemsOf({ all: plan })).toEqual(['CONDITION_SHAPE at when.all']);
    expect(problemsOf({ all: [plan], any: [plan] })).toEqual(['CONDITION_TWO_GROUPS at when']);
    expect(problemsOf({ all: [{ not: [plan] }] })).toEqual(['CONDITION_SHAPE at when.all.0.not']);
  });

  it('refuses priorities, names, references and values taken from facts', () => {
    expect(problemsOf({ all: [plan], priority: 2 })).toEqual(['CONDITION_KEY_UNKNOWN at when.priority']);
    expect(problemsOfRule({ ...plan, priority: 2, name: 'x' })).toEqual([
      'CONDITION_KEY_UNKNOWN at priority',
      'CONDITION_KEY_UNKNOWN at name',
    ]);
    expect(problemsOfRule({ condition: 'other' })).toEqual(['CONDITION_REFERENCE at condition']);
    expect(problemsOfRule(compare('equal', { fact: 'contact', path: '$.traits.plan' }))).toEqual([
      'OPERATOR_VALUE at value',
    ]);
  });

  it('holds 12 groups in each other and 500 rules, and no more', () => {
    const nested = (depth: number): unknown => (depth === 1 ? { all: [plan] } : { any: [nested(depth - 1)] });
    expect(problemsOf(nested(12))).toEqual([]);
    expect(problemsOf(nested(13))).toEqual(['CONDITION_TOO_DEEP at when']);
    expect(problemsOf({ all: Array(MAX_LEAVES).fill(plan) })).toEqual([]);
    expect(problemsOf({ all: Array(MAX_LEAVES + 1).fill(plan) })).toEqual(['CONDITION_TOO_LARGE at when']);
  });

  it('counts the rules of every where', () => {
    const where = { all: Array(100).fill({ ...plan, fact: 'properties' }) };
    expect(problemsOf({ all: Array(4).fill(event({ where })) })).toEqual([]);
    expect(problemsOf({ all: Array(5).fill(event({ where })) })).toEqual(['CONDITION_TOO_LARGE at when']);
  });
});

describe('a hostile condition', () => {
  it('is refused without a stack overflow when it is nested 100,000 deep', () => {
    let groups: unknown = plan;
    let wheres: unknown = { all: [plan] };
    for (let level = 0; level < 100_000; level++) {
      groups = { not: groups };
      wheres = { all: [event({ where: wheres })] };
    }
    expect(problemsOf({ all: [groups] })).toEqual(['CONDITION_TOO_DEEP at when']);
    expect(problemsOf(wheres)).toContain('FACT_NOT_HERE at when.all.0.params.where.all.0.fact');
  });

  it('is refused at once when it has a million rules or empty groups', () => {
    expect(problemsOf({ all: Array(1_000_000).fill(plan) })).toEqual(['CONDITION_TOO_LARGE at when']);
    expect(problemsOf({ all: Array(400).fill({ any: [{ all: [] }, { all: [] }] }) })).toEqual([
      'CONDITION_TOO_LARGE at when',
    ]);
  });

  it('is refused when it contains itself', () => {
    const loop: { all: unknown[] } = { all: [plan] };
    loop.all.push(loop);
    expect(problemsOf(loop)).toEqual(['CONDITION_TOO_DEEP at when']);
  });

  it('finds no way through names that objects inherit', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(problemsOfRule({ ...plan, fact: name })).toEqual(['FACT_UNKNOWN at fact']);
      expect(problemsOfRule({ ...plan, operator: name })).toEqual(['OPERATOR_UNKNOWN at operator']);
      expect(problemsOfRule({ ...plan, operator: `${name}:equal` })).toEqual([
        'OPERATOR_UNKNOWN at operator',
      ]);
    }
    const params = JSON.parse('{ "event": "Paid", "__proto__": 1, "constructor": 2 }');
    expect(problemsOfRule({ ...signIns, params })).toEqual([
      'FACT_PARAM_UNKNOWN at params.__proto__',
      'FACT_PARAM_UNKNOWN at params.constructor',
    ]);
  });

  it('never makes a long message out of a long name', () => {
    const long = 'x'.repeat(1_000_000);
    const rule = { ...plan, fact: long, [long]: 1 };
    for (const problem of validateCondition({ all: [rule] }, { path: '', scope: 'step' })) {
      expect(problem.message.length).toBeLessThan(400);
      expect(problem.path.length).toBeLessThan(200);
    }
  });
});

describe('a rule', () => {
  it('needs a fact, an operator and a value', () => {
    expect(problemsOfRule({})).toEqual([
      'CONDITION_KEY_MISSING at fact',
      'CONDITION_KEY_MISSING at operator',
      'CONDITION_KEY_MISSING at value',
    ]);
  });

  it('gets every problem that can be told, not only the first', () => {
    expect(problemsOfRule({ ...plan, fact: 'mood', operator: 'like', extra: 1 })).toEqual([
      'CONDITION_KEY_UNKNOWN at extra',
      'FACT_UNKNOWN at fact',
      'OPERATOR_UNKNOWN at operator',
    ]);
    expect(
      problemsOfRule({ ...event({ within: 'soon', evnt: 1 }), path: '$.a', operator: 'in', value: [] }),
    ).toEqual([
      'FACT_PARAMS at params.within',
      'FACT_PARAM_UNKNOWN at params.evnt',
      'FACT_PATH_NOT_HERE at path',
      'OPERATOR_VALUE at value',
    ]);
  });

  it('names a part of a record by a plain path', () => {
    for (const path of ['$.a', '$.traits.Größe_2-x', '$.a b.имя'])
      expect(problemsOfRule({ ...plan, path })).toEqual([]);
    for (const path of ['', 'a', '$.', '$..a', '$.a[0]', '$.a.*', 7])
      expect(problemsOfRule({ ...plan, path })).toEqual(['FACT_PATH at path']);
    for (const path of ['$.__proto__', '$.a.constructor', '$.prototype', '__proto__.polluted'])
      expect(problemsOfRule({ ...plan, path })).toEqual(['FACT_PATH_PROTOTYPE at path']);
    const { path: _, ...without } = plan;
    expect(problemsOfRule(without)).toEqual(['FACT_PATH_MISSING at path']);
    expect(problemsOfRule({ ...signIns, path: '$.a' })).toEqual(['FACT_PATH_NOT_HERE at path']);
  });

  it('may ask of a whole record only whether it exists', () => {
    expect(problemsOfRule({ fact: 'account', path: '$', operator: 'exists', value: false })).toEqual([]);
    expect(problemsOfRule({ ...plan, path: '$' })).toEqual(['FACT_PATH_BARE at path']);
  });

  it('uses facts only where they mean something', () => {
    const trigger = { ...plan, fact: 'trigger', path: '$.properties.plan' };
    expect(problemsOfRule(trigger, { scope: 'entry' })).toEqual([]);
    expect(problemsOfRule(trigger, { scope: 'segment' })).toEqual(['FACT_NOT_HERE at fact']);
    expect(problemsOfRule({ ...plan, fact: 'properties' })).toEqual(['FACT_NOT_HERE at fact']);
    expect(problemsOfRule({ ...plan, fact: 'properties' }, { scope: 'where' })).toEqual([]);
    expect(problemsOfRule(plan, { scope: 'where' })).toEqual(['FACT_NOT_HERE at fact']);
    expect(problemsOfRule({ ...plan, fact: 'mood' })).toEqual(['FACT_UNKNOWN at fact']);
  });
});

describe('a rule over events', () => {
  it('accepts what the measures need', () => {
    for (const measure of ['count', 'daysSinceLast', 'daysSinceFirst', 'distinctDays'])
      expect(problemsOfRule(event({ measure, within: '30d' }))).toEqual([]);
    for (const measure of ['sum', 'avg', 'min', 'max'])
      expect(problemsOfRule(event({ measure, property: '$.amount', since: 'entry' }))).toEqual([]);
    expect(problemsOfRule(event({ measure: 'daysSinceLast', ifNever: 'missing' }))).toEqual([]);
  });

  it('refuses parameters that are unknown, wrong, missing or meaningless', () => {
    expect(problemsOfRule({ ...signIns, params: {} })).toEqual(['FACT_PARAM_MISSING at params.event']);
    expect(problemsOfRule({ ...signIns, params: 'Paid' })).toEqual(['CONDITION_SHAPE at params']);
    expect(problemsOfRule(event({ event: ' ' }))).toEqual(['FACT_PARAMS at params.event']);
    expect(problemsOfRule(event({ evnt: 'x' }))).toEqual(['FACT_PARAM_UNKNOWN at params.evnt']);
    expect(problemsOfRule(event({ measure: 'median' }))).toEqual(['FACT_PARAMS at params.measure']);
    for (const within of ['0d', '30 days', 30, '-1d', '99999w'])
      expect(problemsOfRule(event({ within }))).toEqual(['FACT_PARAMS at params.within']);
    expect(problemsOfRule(event({ since: 'yesterday' }))).toEqual(['FACT_PARAMS at params.since']);
    expect(problemsOfRule(event({ property: '$.a' }))).toEqual(['FACT_PARAM_UNUSED at params.property']);
    expect(problemsOfRule(event({ ifNever: 'missing' }))).toEqual(['FACT_PARAM_UNUSED at params.ifNever']);
    expect(problemsOfRule(event({ measure: 'sum' }))).toEqual(['EVENT_PROPERTY_MISSING at params.property']);
    expect(problemsOfRule(event({ measure: 'sum', property: '$' }))).toEqual([
      'FACT_PARAMS at params.property',
    ]);
    expect(problemsOfRule({ ...plan, params: { event: 'x' } })).toEqual([
      'FACT_PARAM_UNKNOWN at params.event',
    ]);
  });

  it('takes an undefined parameter of a draft for one left out', () => {
    expect(problemsOfRule(event({ measure: undefined, within: undefined, where: undefined }))).toEqual([]);
    expect(problemsOfRule(event({ event: undefined }))).toEqual(['FACT_PARAM_MISSING at params.event']);
  });

  it('chooses between within and since, and since entry only inside a workflow', () => {
    expect(problemsOfRule(event({ within: '3d', since: 'entry' }))).toEqual([
      'EVENT_WINDOW_TWICE at params.since',
    ]);
    expect(problemsOfRule(event({ since: 'entry' }), { scope: 'goal' })).toEqual([]);
    for (const scope of ['entry', 'segment'] as const)
      expect(problemsOfRule(event({ since: 'entry' }), { scope })).toEqual([
        'SINCE_ENTRY_NOT_HERE at params.since',
      ]);
  });

  it('checks a where like the outer tree, over properties only', () => {
    const where = { any: [{ ...plan, fact: 'properties' }] };
    expect(problemsOfRule(event({ where }))).toEqual([]);
    expect(problemsOfRule(event({ where: { not: plan } }))).toEqual(['CONDITION_ROOT at params.where']);
    expect(problemsOfRule(event({ where: { any: [plan, event({})] } }))).toEqual([
      'FACT_NOT_HERE at params.where.any.0.fact',
      'FACT_NOT_HERE at params.where.any.1.fact',
    ]);
  });

  it('refuses a window beyond the keeping of raw events for what counters cannot give', () => {
    const refused = ['WINDOW_BEYOND_RETENTION at params.within'];
    expect(problemsOfRule(event({ within: '500d' }))).toEqual([]);
    expect(problemsOfRule(event({ within: '500d', measure: 'max', property: '$.a' }))).toEqual(refused);
    expect(problemsOfRule(event({ within: '400d', measure: 'max', property: '$.a' }))).toEqual([]);
    const where = { any: [{ ...plan, fact: 'properties' }] };
    expect(problemsOfRule(event({ within: '31d', where }), { retention: 30 * DAY })).toEqual(refused);
  });
});

describe('a comparison', () => {
  const good: [string, unknown][] = [
    ['equal', null],
    ['notEqual', false],
    ['in', ['a', 1, null]],
    ['lessThan', -2.5],
    ['between', [1, 1]],
    ['contains', 'vip'],
    ['exists', false],
    ['startsWith', 'a'],
    ['someFact:startsWith', 'a'],
    ['someFact:in', ['a']],
    ['everyValue:contains', ['a', 'b']],
    ['someValue:someValue:equal', [['a'], ['b']]],
    ['swap:contains', ['a']],
    ['swap:someFact:equal', ['a']],
    ['not:between', [1, 2]],
    ['swap:swap:in', ['a']],
  ];
  for (const [operator, value] of good)
    it(`accepts ${operator} ${JSON.stringify(value)}`, () => {
      expect(problemsOfRule(compare(operator, value))).toEqual([]);
    });

  const wrongValues: [string, unknown][] = [
    ['equal', ['a']],
    ['equal', { a: 1 }],
    ['equal', Number.NaN],
    ['notEqual', []],
    ['in', 'a'],
    ['in', []],
    ['notIn', [['a']]],
    ['notIn', [{}]],
    ['lessThan', '21'],
    ['greaterThanInclusive', [21]],
    ['greaterThan', Number.POSITIVE_INFINITY],
    ['greaterThan', null],
    ['between', [2, 1]],
    ['between', [1]],
    ['between', ['a', 'b']],
    ['between', 3],
    ['contains', ''],
    ['contains', ['a']],
    ['exists', 'yes'],
    ['exists', null],
    ['startsWith', ''],
    ['endsWith', 3],
    ['matchesText', ['a']],
    ['someValue:equal', 'a'],
    ['someValue:equal', []],
    ['everyValue:in', ['a']],
    ['swap:contains', 'a'],
  ];
  for (const [operator, value] of wrongValues)
    it(`refuses ${operator} with ${JSON.stringify(value)}`, () => {
      expect(problemsOfRule(compare(operator, value))).toEqual(['OPERATOR_VALUE at value']);
    });

  it('refuses to swap where the fact would be read as a list', () => {
    for (const operator of [
      'in',
      'notIn',
      'someValue:equal',
      'everyValue:equal',
      'not:in',
      'someFact:in',
      'exists',
    ])
      expect(problemsOfRule(compare(`swap:${operator}`, ['a']))).toEqual(['OPERATOR_SWAP at operator']);
    expect(problemsOfRule(compare('not:swap:not:notIn', ['a']))).toEqual(['OPERATOR_SWAP at operator']);
  });

  it('refuses unknown operators and decorators without end', () => {
    for (const operator of [
      'matches',
      'regex',
      '',
      ':equal',
      'equal:',
      'some:equal',
      'not:',
      7,
      null,
      'EQUAL',
    ])
      expect(problemsOfRule(compare(operator, 'a'))).toEqual(['OPERATOR_UNKNOWN at operator']);
    expect(problemsOfRule(compare(`${'not:'.repeat(5)}equal`, 'a'))).toEqual([
      'OPERATOR_UNKNOWN at operator',
    ]);
  });

  it('compares measures with numbers only', () => {
    for (const operator of ['contains', 'startsWith', 'matchesText', 'someFact:equal'])
      expect(problemsOfRule({ ...signIns, operator, value: 'a' })).toEqual(['OPERATOR_NOT_HERE at operator']);
    expect(problemsOfRule({ ...signIns, operator: 'equal', value: '3' })).toEqual([
      'OPERATOR_VALUE at value',
    ]);
    expect(problemsOfRule({ ...signIns, operator: 'in', value: [1, '3'] })).toEqual([
      'OPERATOR_VALUE at value',
    ]);
    expect(problemsOfRule({ ...signIns, operator: 'in', value: [1, 3] })).toEqual([]);
    expect(problemsOfRule({ ...signIns, operator: 'exists', value: true })).toEqual([]);
  });

  it('warns of an empty text that may have been left blank', () => {
    expect(problemsOfRule(compare('equal', ''))).toEqual(['~OPERATOR_VALUE_BLANK at value']);
  });

  it('says what is needed in a plain sentence', () => {
    const [problem] = validateCondition({ all: [compare('between', 3)] }, { path: 'when', scope: 'step' });
    expect(problem?.message).toBe('“between” needs two numbers, the lower one first to compare with.');
  });
});
