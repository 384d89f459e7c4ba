import { childrenOf, type Leaf, leavesOf, type RootCondition } from '../condition.ts';
import { pathKeys } from '../path.ts';
import { eventParams } from './event-fact.ts';
import type { FactDefinition, Unit } from './fact-definition.ts';
import { facts, isFactName } from './facts.ts';
import { formatDuration, formatValue } from './format-value.ts';
import { type OperatorReading, readOperator } from './operators.ts';
import { isWordKey, type Language, wordsFor } from './words.ts';

/** What a valid rule demands, for cards and the condition builder: “Account MRR is at least 400”. */
export function ruleSentence(leaf: Leaf, language: Language = 'en'): string {
  return capitalised(ruleClause(leaf, language), language);
}

/** What a rule saw and decided: “Account MRR is 500, which is at least 400.” A missing value is undefined or null. */
export function decisionSentence(
  leaf: Leaf,
  actual: unknown,
  pass: boolean,
  language: Language = 'en',
): string {
  const unit = unitOf(leaf);
  const slots = {
    subject: subjectOf(leaf, language),
    phrase: phraseOf(leaf, language),
    actual: formatValue(actual, language, unit),
  };
  const key = decisionKey(leaf, actual, pass);
  return capitalised(wordsFor(key, language, slots), language);
}

function decisionKey(leaf: Leaf, actual: unknown, pass: boolean) {
  const missing = actual === undefined;
  if (leaf.operator === 'exists' && (pass || leaf.value === true) && (missing || actual === null))
    return pass ? 'sentences.missing' : 'sentences.missingFails';
  if (missing) return pass ? 'sentences.missingHolds' : 'sentences.missingFails';
  if (pass) return leaf.operator === 'equal' ? 'sentences.same' : 'sentences.holds';
  return 'sentences.fails';
}

/** What a rule is about: “account MRR”, “the number of “Signed In” events in the last 30 days”. */
export function subjectOf(leaf: Leaf, language: Language = 'en'): string {
  const { fact, path } = leaf;
  if (!isFactName(fact)) return fact;
  if (fact === 'event') return eventSubject(leaf, language);
  const keys = path === undefined ? [] : (pathKeys(path) ?? []);
  return keys.length === 0
    ? wordsFor(`subjects.whole.${fact}`, language)
    : wordsFor(`subjects.${fact}`, language, { name: nameOf(keys, language) });
}

function eventSubject(leaf: Leaf, language: Language): string {
  const { event, measure, property, within, since, where } = eventParams(leaf.params);
  const scope = [
    where === undefined ? '' : whereClause(where, language),
    within === undefined
      ? ''
      : wordsFor('event.within', language, { length: formatDuration(within, language) }),
    since === undefined ? '' : wordsFor('event.since', language),
  ].join('');
  const name = property === undefined ? '' : nameOf(pathKeys(property) ?? [], language);
  return wordsFor(`event.${measure}`, language, { event, scope, property: name });
}

/** A flat `where` is read out; one with groups inside would not be understood in a clause and is only counted. */
function whereClause(where: RootCondition, language: Language): string {
  const rules = leavesOf(where);
  const flat = childrenOf(where)?.length === rules.length && rules.length <= 3;
  if (!flat) return wordsFor('event.whereMany', language, { count: rules.length });
  const list = new Intl.ListFormat(language, { type: 'all' in where ? 'conjunction' : 'disjunction' });
  return wordsFor('event.where', language, {
    rules: list.format(rules.map((rule) => ruleClause(rule, language))),
  });
}

function ruleClause(leaf: Leaf, language: Language): string {
  return wordsFor('sentences.rule', language, {
    subject: subjectOf(leaf, language),
    phrase: phraseOf(leaf, language),
  });
}

/** What the operator and the value ask for: “at least 400”. */
function phraseOf(leaf: Leaf, language: Language): string {
  const operator = readOperator(leaf.operator);
  if (!operator) return leaf.operator;
  return operator.decorators.reduceRight(
    (phrase, decorator) => wordsFor(`decorators.${decorator}`, language, { phrase }),
    plainPhrase(operator, leaf.value, language, unitOf(leaf)),
  );
}

function plainPhrase(
  operator: OperatorReading,
  value: unknown,
  language: Language,
  unit: Unit | undefined,
): string {
  if (operator.name === 'exists')
    return wordsFor(value === false ? 'phrases.existsNot' : 'phrases.exists', language);
  if (operator.name === 'between' && Array.isArray(value)) {
    const [low, high] = value.map((end) => formatValue(end, language, unit));
    return wordsFor('phrases.between', language, { low: low ?? '', high: high ?? '' });
  }
  return wordsFor(`phrases.${operator.name}`, language, { value: formatValue(value, language, unit) });
}

function unitOf(leaf: Leaf): Unit | undefined {
  if (!isFactName(leaf.fact)) return undefined;
  const definition: FactDefinition = facts[leaf.fact];
  return definition.unit(leaf.params ?? {});
}

/** A path as people would say it: known names in their language, `$.traits.firstName` as “first name”. */
function nameOf(keys: readonly string[], language: Language): string {
  const said = keys[0] === 'traits' || keys[0] === 'properties' ? keys.slice(1) : keys;
  return (said.length > 0 ? said : keys)
    .map((key) => {
      const known = `names.${key}`;
      return isWordKey(known) ? wordsFor(known, language) : spaced(key);
    })
    .join(' › ');
}

function spaced(key: string): string {
  return key.replace(
    /(\p{Ll})(\p{Lu})/gu,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
}

function capitalised(sentence: string, language: Language): string {
  const [first = ''] = sentence;
  return first.toLocaleUpperCase(language) + sentence.slice(first.length);
}
