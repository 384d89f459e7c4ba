import type { Leaf, LeafExplanation } from '../../shared/condition.ts';
import { formatValue } from '../../shared/vocabulary/format-value.ts';
import { readOperator } from '../../shared/vocabulary/operators.ts';
import { explanationSentence } from '../../shared/vocabulary/sentences.ts';
import { subjectOf } from '../../shared/vocabulary/subjects.ts';
import { wordsFor } from '../../shared/vocabulary/words.ts';
import { currentLanguage } from '../i18n/language.ts';

/** A decision about one rule in words, part by part. */
export interface RuleParts {
  subject: string;
  operator: string;
  expected: string;
  /** Undefined where the value was not known. */
  actual: string | undefined;
  sentence: string;
}

/** Says what a rule looked at, what it wanted and what it found, in the words of the rule builder. */
export function rulePartsOf(leaf: LeafExplanation, language = currentLanguage()): RuleParts {
  const { fact, params, path, operator, expected, actual, sentence } = leaf;
  const rule: Leaf = { fact, params, path, operator, value: expected };
  const known = readOperator(operator);
  return {
    subject: capitalised(attempt(() => subjectOf(rule, language, () => '…'), fact)),
    operator:
      known && known.decorators.length === 0 ? wordsFor(`operators.${known.name}`, language) : operator,
    expected: formatValue(expected, language),
    actual: actual === undefined ? undefined : formatValue(actual, language),
    sentence: attempt(() => explanationSentence(leaf, language), sentence),
  };
}

function capitalised(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase() + rest.join('');
}

/** The words of a rule this version does not know are the server's. */
function attempt(say: () => string, otherwise: string): string {
  try {
    return say();
  } catch {
    return otherwise;
  }
}
