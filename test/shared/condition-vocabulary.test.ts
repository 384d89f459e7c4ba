import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Leaf, rootCondition } from '../../shared/condition.ts';
import { eventMeasures } from '../../shared/vocabulary/event-fact.ts';
import { factNames, facts, factsIn } from '../../shared/vocabulary/facts.ts';
import {
  decorators,
  operatorNames,
  operatorPattern,
  operatorsFor,
  readOperator,
} from '../../shared/vocabulary/operators.ts';
import { decisionSentence, ruleSentence } from '../../shared/vocabulary/sentences.ts';
import { isWordKey, languages, words } from '../../shared/vocabulary/words.ts';

const slotsOf = (template: string) => [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('the words of the vocabulary', () => {
  it('are there in every language, with the same slots', () => {
    for (const [key, byLanguage] of Object.entries(words))
      for (const language of languages) {
        expect(byLanguage[language].trim(), `${key} ${language}`).not.toBe('');
        expect(slotsOf(byLanguage[language]), `${key} ${language}`).toEqual(slotsOf(byLanguage.en));
      }
  });

  it('cover every fact, measure, unit, operator and decorator', () => {
    const needed = [
      ...factNames.map((name) => `facts.${name}`),
      ...factNames.map((name) => `about.${name}`),
      ...eventMeasures.map((measure) => `event.${measure}`),
      ...Object.values(facts).flatMap(({ params }) =>
        Object.entries(params).flatMap(([name, { choices = [] }]) => [
          `params.${name}`,
          ...choices.map((choice) => `${name === 'measure' ? 'measures' : 'choices'}.${choice}`),
        ]),
      ),
      ...operatorNames.flatMap((name) => [`operators.${name}`, `phrases.${name}`]),
      ...decorators.map((name) => `decorators.${name}`),
      ...factNames
        .filter((name) => facts[name].path)
        .flatMap((name) => [`subjects.${name}`, `subjects.whole.${name}`]),
    ];
    expect(needed.filter((key) => !isWordKey(key))).toEqual([]);
  });
});

describe('the facts of the vocabulary', () => {
  it('are listed by where they may be used', () => {
    const ofContacts = factNames.filter((name) => name !== 'properties' && name !== 'members');
    expect(factsIn('goal')).toEqual(ofContacts);
    expect(factsIn('goal', 'account')).toContain('members');
    expect(factsIn('segment')).not.toContain('trigger');
    expect(factsIn('signal')).not.toContain('enrolment');
    expect(factsIn('entry')).not.toContain('enrolment');
    expect(factsIn('question')).toContain('trigger');
    expect(factsIn('segment', 'account')).not.toContain('contact');
    expect(factsIn('goal', 'account')).not.toContain('email');
    expect(factsIn('where')).toEqual(['properties']);
  });

  it('have defaults that their own schema accepts', () => {
    for (const definition of Object.values(facts))
      for (const param of Object.values(definition.params))
        if (param.default !== undefined) expect(param.schema.safeParse(param.default).success).toBe(true);
  });
});

describe('the operators of the vocabulary', () => {
  it('are offered by what a fact can hold', () => {
    expect(operatorsFor('any')).toEqual(operatorNames);
    expect(operatorsFor('number')).not.toContain('startsWith');
    expect(operatorsFor('number')).toContain('between');
    expect(operatorsFor('boolean')).toEqual(['equal', 'notEqual', 'exists']);
  });

  it('have a pattern that agrees with the reader', () => {
    const pattern = new RegExp(operatorPattern);
    for (const text of [
      'equal',
      'not:someFact:in',
      'someFact',
      'not:',
      'a:equal',
      `${'not:'.repeat(5)}equal`,
    ])
      expect(pattern.test(text)).toBe(readOperator(text) !== undefined);
  });

  it('stand with the facts in the JSON Schema of a condition', () => {
    const schema = JSON.stringify(z.toJSONSchema(rootCondition));
    for (const name of [...factNames, ...operatorNames]) expect(schema).toContain(name);
  });
});

describe('the sentence of a rule', () => {
  const mrr: Leaf = { fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 4000.5 };

  it('follows the language in words and numbers', () => {
    expect(ruleSentence(mrr)).toBe('Account MRR is at least 4,000.5');
    expect(ruleSentence(mrr, 'pl')).toBe('MRR (firma): co najmniej 4000,5');
    expect(ruleSentence(mrr, 'ru')).toBe('MRR (компания): 4000,5 или больше'.replace('4000', '4\u00a0000'));
  });

  it('reads decorators from the outside in', () => {
    const rule: Leaf = { fact: 'contact', path: '$.tags', operator: 'not:someFact:startsWith', value: 'vip' };
    expect(ruleSentence(rule)).toBe(
      'Contact tags is anything but a list with at least one entry that is text that starts with “vip”',
    );
  });

  it('leaves no slot empty, whatever the operator, the decorator and the language', () => {
    for (const language of languages)
      for (const operator of [...operatorNames, ...decorators.map((decorator) => `${decorator}:in`)])
        for (const actual of [undefined, null, '', 'x'.repeat(500), [], [1, 2, 3, 4, 5, 6], {}, [[1]], true])
          for (const pass of [true, false]) {
            const sentence = decisionSentence({ ...mrr, operator, value: [1, 2] }, actual, pass, language);
            expect(sentence).not.toContain('{{');
            expect(sentence.length).toBeLessThan(300);
          }
  });

  it('keeps what a person wrote between braces as it is', () => {
    expect(ruleSentence({ ...mrr, operator: 'equal', value: '{{subject}} $& $1' })).toBe(
      'Account MRR is “{{subject}} $& $1”',
    );
  });

  it('says as much of an unfinished rule as is there', () => {
    const junk = fc.option(fc.jsonValue({ maxDepth: 3 }), { nil: undefined });
    const where = fc.oneof(junk, fc.record({ all: fc.array(fc.record({ fact: junk, path: junk })) }));
    const params = fc.record({
      event: junk,
      measure: junk,
      within: junk,
      since: junk,
      property: junk,
      where,
    });
    const fact = fc.oneof(junk, fc.constantFrom(...factNames));
    const operator = fc.oneof(junk, fc.constantFrom(...operatorNames));
    fc.assert(
      fc.property(fc.record({ fact, path: junk, operator, value: junk, params }), (draft) => {
        expect(typeof ruleSentence(draft as unknown as Leaf, 'ru')).toBe('string');
      }),
      { numRuns: 300 },
    );
    expect(
      ruleSentence({ fact: 'event', params: { event: '', within: 'x' }, operator: 'equal', value: 1 }),
    ).toBe('The number of “” events in the last x is 1');
  });

  it('cuts a long text between whole characters', () => {
    const sentence = decisionSentence({ ...mrr, operator: 'equal' }, '🐢'.repeat(200), false);
    expect(sentence).toContain(`${'🐢'.repeat(79)}…”`);
  });
});
