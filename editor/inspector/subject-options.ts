import type { Leaf } from '../../shared/condition.ts';
import type { VocabularyView } from '../../shared/event.ts';
import { pathKeys } from '../../shared/path.ts';
import type { SubjectKind } from '../../shared/segment.ts';
import type { ConditionScope } from '../../shared/vocabulary/fact-definition.ts';
import { type FactName, facts, factsIn } from '../../shared/vocabulary/facts.ts';
import { subjectOf } from '../../shared/vocabulary/subjects.ts';
import { type Language, wordsFor } from '../../shared/vocabulary/words.ts';
import { blankMeasured, convert, isMeasured, type MeasuredFact } from './rule-reading.ts';

/** Known without having been seen: every contact and account may have these. */
const alwaysKnown: Partial<Record<FactName, readonly string[]>> = {
  contact: ['$.email', '$.tags', '$.locale', '$.zone'],
  account: ['$.mrr', '$.plan', '$.seats', '$.renewsAt'],
};

export interface SubjectOption {
  /** The fact and what of it, in one text: `contact|$.traits.plan`, `event|Signed In`. */
  value: string;
  label: string;
}

export interface SubjectGroup {
  group: string;
  items: SubjectOption[];
}

/** Stands for “another one, which I write myself”. */
export const OTHER = '';

export type NamedFact = Exclude<FactName, MeasuredFact>;

/** What rules can be about in one place: known traits, events seen so far, and a free choice of each. */
export function subjectGroups(
  scope: ConditionScope,
  vocabulary: VocabularyView | undefined,
  current: Leaf,
  language: Language,
  otherLabel: (fact: NamedFact) => string,
  measuredLabel: string,
  about?: SubjectKind,
): SubjectGroup[] {
  const ofSubject = factsIn(scope, about);
  // A rule about somebody else, as after the workflow's subject was changed, shows what it is and can be changed.
  const all = [...factsIn(scope), ...factsIn(scope, 'account')];
  const foreign = all.find((fact) => fact === current.fact && !ofSubject.includes(fact));
  const usable = foreign ? [...ofSubject, foreign] : ofSubject;
  const named = usable
    .filter((fact): fact is NamedFact => !isMeasured(fact))
    .map((fact) => {
      const known = namesOf(fact, vocabulary);
      const own = current.fact === fact ? nameOf(current) : undefined;
      const names = own && !known.includes(own) ? [...known, own] : known;
      return {
        group: wordsFor(`facts.${fact}`, language),
        items: [
          ...names.map((name) => ({ value: `${fact}|${name}`, label: labelOf(fact, name, language) })),
          { value: `${fact}|${OTHER}`, label: otherLabel(fact) },
        ],
      };
    });
  const measured = usable
    .filter(isMeasured)
    .map((fact) => ({ value: `${fact}|${OTHER}`, label: wordsFor(`facts.${fact}`, language) }));
  return measured.length === 0 ? named : [...named, { group: measuredLabel, items: measured }];
}

/** Which option a rule has chosen. */
export function subjectValue(leaf: Leaf): string {
  return `${leaf.fact}|${nameOf(leaf)}`;
}

/** The rule about something else; operator and value stay when they still make sense. */
export function withSubject(leaf: Leaf, option: string): Leaf {
  const split = option.indexOf('|');
  const fact = option.slice(0, split) as FactName;
  const name = option.slice(split + 1);
  if (isMeasured(fact)) return leaf.fact === fact ? leaf : blankMeasured(fact);
  if (fact === 'event') {
    const params = leaf.fact === 'event' ? leaf.params : { measure: 'count', within: '30d' };
    const isNew = leaf.fact !== 'event';
    return {
      fact,
      params: { ...params, event: name },
      operator: isNew ? 'greaterThanInclusive' : leaf.operator,
      value: isNew ? Math.max(1, Number(convert(leaf.value, 'number', 'number'))) : leaf.value,
    };
  }
  const path = name === OTHER ? (fact === 'contact' || fact === 'account' ? '$.traits.' : '$.') : name;
  const wasMeasured = leaf.fact === 'event' || isMeasured(leaf.fact);
  return {
    fact,
    path,
    operator: wasMeasured ? 'equal' : leaf.operator,
    value: wasMeasured ? '' : leaf.value,
  };
}

function nameOf(leaf: Leaf): string {
  if (leaf.fact === 'event') return typeof leaf.params?.event === 'string' ? leaf.params.event : OTHER;
  const path = leaf.path ?? OTHER;
  return path.endsWith('.') || !facts[leaf.fact as FactName]?.path ? OTHER : path;
}

function namesOf(fact: FactName, vocabulary: VocabularyView | undefined): string[] {
  if (fact === 'event') return vocabulary?.events.map(({ name }) => name) ?? [];
  // A name with a dot or a bracket in it, such as those of meters, stands in no path that a rule can read.
  const seen = (vocabulary?.traits ?? [])
    .filter((trait) => trait.fact === fact && pathKeys(trait.path) !== undefined)
    .map(({ path }) => path);
  return [...new Set([...(alwaysKnown[fact] ?? []), ...seen])];
}

function labelOf(fact: FactName, name: string, language: Language): string {
  if (fact === 'event') return name;
  const text = subjectOf({ fact, path: name, operator: 'exists', value: true }, language, () => '');
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
}
