import type { Leaf } from '../condition.ts';
import { dateParams } from './date-fact.ts';
import { eventParams } from './event-fact.ts';
import { isFactName } from './facts.ts';
import { formatValue } from './format-value.ts';
import { membersParams } from './members-fact.ts';
import { meterParams } from './meter-fact.ts';
import { type OperatorName, readOperator } from './operators.ts';
import { healthParams, signalParams } from './state-facts.ts';
import {
  eventParts,
  isRecordFact,
  keysOf,
  membersParts,
  recordSubject,
  type SayRule,
  trendParts,
  withinClause,
} from './subjects.ts';
import { isWordKey, type Language, type WordKey, wordsFor } from './words.ts';

/** A rule whose operator is known and has no decorators. */
interface Plain {
  leaf: Leaf;
  operator: OperatorName;
  language: Language;
  sayRule: SayRule;
}

/**
 * A rule as people would say it: “the account’s card expires within 60 days” instead of “the time until account card
 * expiry date is at most 60 days”. Undefined where nobody has such words for it, or where it is not written to its end.
 */
export function plainRule(leaf: Leaf, language: Language, sayRule: SayRule): string | undefined {
  const { fact, operator } = leaf;
  if (typeof fact !== 'string' || !isFactName(fact) || typeof operator !== 'string') return undefined;
  const reading = readOperator(operator);
  if (!reading || reading.decorators.length > 0) return undefined;
  const rule: Plain = { leaf, operator: reading.name, language, sayRule };
  if (isRecordFact(fact)) return sayRecord(rule, recordSubject(fact, keysOf(leaf.path), language));
  switch (fact) {
    case 'date':
      return sayDate(rule);
    case 'event':
      return sayEvent(rule);
    case 'trend':
      return sayMove(rule, 'plain.trend', trendParts(leaf.params, language, sayRule), 'share');
    case 'health': {
      const { measure, within } = healthParams(leaf.params);
      const scope = withinClause(within, language);
      return measure === 'change' ? sayMove(rule, 'plain.health', { scope }, undefined) : undefined;
    }
    case 'meter': {
      const { meter, measure } = meterParams(leaf.params);
      return measure === 'ratio' ? sayAmount(rule, 'plain.meter', { meter }, 'share') : undefined;
    }
    case 'signal': {
      const { signal, measure } = signalParams(leaf.params);
      return measure === 'daysOpen' ? sayAmount(rule, 'plain.open', { name: signal }, 'days') : undefined;
    }
    case 'members':
      return membersParams(leaf.params).measure === 'daysSilent'
        ? sayDays(rule, 'plain.ago', wordsFor('plain.silent', language, membersParts(leaf.params, language)))
        : undefined;
    default:
      return undefined;
  }
}

function sayRecord({ leaf: { value }, operator, language }: Plain, subject: string): string | undefined {
  if (operator === 'equal' && typeof value === 'boolean')
    return wordsFor('plain.yesOrNo', language, { subject, value: formatValue(value, language) });
  const key = `plain.text.${operator}`;
  if (!isWordKey(key) || value === undefined || typeof value === 'boolean') return undefined;
  return wordsFor(key, language, { subject, value: formatValue(value, language) });
}

function sayDate(rule: Plain): string | undefined {
  const { path, measure } = dateParams(rule.leaf.params);
  const [holder, ...keys] = keysOf(path);
  const subject = recordSubject(holder === 'account' ? 'account' : 'contact', keys, rule.language);
  if (measure === 'daysSince')
    return sayDays(rule, 'plain.ago', wordsFor('plain.was', rule.language, { subject }));
  const said = keys[0] === 'traits' ? keys.slice(1) : keys;
  const own = `plain.comes.${said.join('.')}`;
  const key = holder === 'account' && isWordKey(own) ? own : 'plain.comes.other';
  return sayDays(rule, 'plain.until', wordsFor(key, rule.language, { subject }));
}

function sayEvent(rule: Plain): string | undefined {
  const { leaf, operator, language, sayRule } = rule;
  const parts = eventParts(leaf.params, language, sayRule);
  switch (eventParams(leaf.params).measure) {
    case 'count':
      if (isNone(operator, leaf.value)) return wordsFor('plain.none', language, parts);
      if (isSome(operator, leaf.value)) return wordsFor('plain.some', language, parts);
      // “Times” and «razy» go with every number but one.
      return numbersIn(leaf.value).every((number) => number > 1)
        ? sayAmount(rule, 'plain.times', parts, 'times')
        : undefined;
    case 'daysSinceLast':
      return sayDays(rule, 'plain.ago', wordsFor('plain.last', language, parts));
    case 'daysSinceFirst':
      return sayDays(rule, 'plain.ago', wordsFor('plain.first', language, parts));
    case 'distinctDays':
      return sayAmount(rule, 'plain.days', parts, 'days');
    default:
      return undefined;
  }
}

function isNone(operator: OperatorName, value: unknown): boolean {
  return (
    (value === 0 && (operator === 'equal' || operator === 'lessThanInclusive')) ||
    (value === 1 && operator === 'lessThan')
  );
}

function isSome(operator: OperatorName, value: unknown): boolean {
  return (
    (value === 0 && (operator === 'greaterThan' || operator === 'notEqual')) ||
    (value === 1 && operator === 'greaterThanInclusive')
  );
}

/** In so many days, or so many days ago. What has passed already is not said by its days to come. */
function sayDays(rule: Plain, words: 'plain.until' | 'plain.ago', what: string): string | undefined {
  const { leaf, operator, language } = rule;
  const key = `${words}.${operator}`;
  const [first, last] = numbersIn(leaf.value);
  if (!isWordKey(key) || first === undefined || first < 0 || (last !== undefined && last < 0))
    return undefined;
  const days = (count: number) => formatValue(count, language, 'days');
  return last === undefined
    ? wordsFor(key, language, { what, value: days(first) })
    : wordsFor(key, language, { what, low: formatValue(first, language), high: days(last) });
}

/** By how much something fell or rose. */
function sayMove(
  { leaf: { value }, operator, language }: Plain,
  words: 'plain.trend' | 'plain.health',
  slots: Record<string, string>,
  unit: 'share' | undefined,
): string | undefined {
  if (typeof value !== 'number' || value === 0) return undefined;
  const isDown = operator === 'lessThan' || operator === 'lessThanInclusive';
  const isUp = operator === 'greaterThan' || operator === 'greaterThanInclusive';
  // “At most a rise of 5 %” is neither a fall nor a rise.
  if (!(value < 0 ? isDown : isUp)) return undefined;
  const isStrict = operator === 'lessThan' || operator === 'greaterThan';
  const phrase = wordsFor(isStrict ? 'phrases.greaterThan' : 'phrases.greaterThanInclusive', language, {
    value: formatValue(Math.abs(value), language, unit),
  });
  return wordsFor(`${words}.${value < 0 ? 'fell' : 'rose'}`, language, { ...slots, phrase });
}

/** A sentence of its own around “at least 90 %”. */
function sayAmount(
  { leaf: { value }, operator, language }: Plain,
  key: WordKey,
  slots: Record<string, string>,
  unit: 'share' | 'days' | 'times',
): string | undefined {
  const [first, last] = numbersIn(value);
  const phrase = `phrases.${operator}`;
  if (first === undefined || !isWordKey(phrase) || operator === 'notEqual') return undefined;
  const said = (number: number) => formatValue(number, language, unit);
  return wordsFor(key, language, {
    ...slots,
    phrase: wordsFor(
      phrase,
      language,
      last === undefined ? { value: said(first) } : { low: said(first), high: said(last) },
    ),
  });
}

/** The number or the two bounds that a rule names; none where it names something else. */
function numbersIn(value: unknown): number[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 2 ? [] : all.filter((each) => typeof each === 'number').filter(Number.isFinite);
}
