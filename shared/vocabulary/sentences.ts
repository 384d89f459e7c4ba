import type { Leaf, LeafExplanation } from '../condition.ts';
import type { FactDefinition, Unit } from './fact-definition.ts';
import { facts, isFactName } from './facts.ts';
import { formatValue } from './format-value.ts';
import { type OperatorReading, readOperator } from './operators.ts';
import { plainRule } from './plain-rules.ts';
import { stateOf, subjectOf } from './subjects.ts';
import { isWordKey, type Language, wordsFor } from './words.ts';

/**
 * What a rule demands, for cards and the condition builder: “Account MRR is at least 400”. Says as much of an
 * unfinished rule as is there.
 */
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
  const state = wantedState(leaf) === undefined ? undefined : stateOf(leaf, actual, language);
  if (state !== undefined)
    return capitalised(
      wordsFor(pass ? 'sentences.state' : 'sentences.stateFails', language, { state }),
      language,
    );
  const unit = unitOf(leaf);
  const slots = {
    subject: subjectOf(leaf, language, ruleClause),
    phrase: phraseOf(leaf, language),
    actual: formatValue(actual, language, unit),
  };
  const key = decisionKey(leaf, actual, pass);
  return capitalised(wordsFor(key, language, slots), language);
}

/**
 * A decision as it was noted, in any language: it is kept as what was seen, not as it was said. A remark that this
 * version has no words for is left out.
 */
export function explanationSentence(
  noted: Omit<LeafExplanation, 'sentence'>,
  language: Language = 'en',
): string {
  const { fact, params, path, operator, expected, actual, pass, remarks = [] } = noted;
  const decision = decisionSentence(
    { fact, params, path, operator, value: expected },
    actual,
    pass,
    language,
  );
  const said = remarks.filter(isWordKey).map((remark) => wordsFor(remark, language));
  return [decision, ...said].join(' ');
}

function decisionKey(leaf: Leaf, actual: unknown, pass: boolean) {
  const missing = actual === undefined;
  if (leaf.operator === 'exists' && (pass || leaf.value === true) && (missing || actual === null))
    return pass ? 'sentences.missing' : 'sentences.missingFails';
  if (missing) return pass ? 'sentences.missingHolds' : 'sentences.missingFails';
  if (pass) return leaf.operator === 'equal' ? 'sentences.same' : 'sentences.holds';
  return 'sentences.fails';
}

/** The yes or no that a rule asks for plainly; undefined for any other rule. */
function wantedState({ operator, value }: Leaf): boolean | undefined {
  if (typeof value !== 'boolean') return undefined;
  if (operator === 'equal') return value;
  return operator === 'notEqual' ? !value : undefined;
}

function ruleClause(leaf: Leaf, language: Language): string {
  const wanted = wantedState(leaf);
  const state = wanted === undefined ? undefined : stateOf(leaf, wanted, language);
  if (state !== undefined) return state;
  const plain = plainRule(leaf, language, ruleClause);
  if (plain !== undefined) return plain;
  return wordsFor('sentences.rule', language, {
    subject: subjectOf(leaf, language, ruleClause),
    phrase: phraseOf(leaf, language),
  });
}

/** What the operator and the value ask for: “at least 400”. */
function phraseOf(leaf: Leaf, language: Language): string {
  if (typeof leaf.operator !== 'string') return '';
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
  if (typeof leaf.fact !== 'string' || !isFactName(leaf.fact)) return undefined;
  const definition: FactDefinition = facts[leaf.fact];
  return definition.unit(leaf.params ?? {});
}

function capitalised(sentence: string, language: Language): string {
  const [first = ''] = sentence;
  return first.toLocaleUpperCase(language) + sentence.slice(first.length);
}
