import { childrenOf, type Leaf, leavesOf, type RootCondition } from '../condition.ts';
import { pathKeys } from '../path.ts';
import { eventParams, isEventMeasure } from './event-fact.ts';
import { isFactName } from './facts.ts';
import { formatDuration } from './format-value.ts';
import { isWordKey, type Language, wordsFor } from './words.ts';

/** Says one rule of a `where`, in the middle of a sentence. */
type SayRule = (rule: Leaf, language: Language) => string;

/** What a rule is about: “account MRR”, “the number of “Signed In” events in the last 30 days”. */
export function subjectOf(leaf: Leaf, language: Language, sayRule: SayRule): string {
  const { fact, path } = leaf;
  // A draft may hold anything here; what is no text says nothing.
  if (typeof fact !== 'string') return '';
  if (!isFactName(fact)) return fact;
  if (fact === 'event') return eventSubject(leaf, language, sayRule);
  const keys = keysOf(path);
  return keys.length === 0
    ? wordsFor(`subjects.whole.${fact}`, language)
    : wordsFor(`subjects.${fact}`, language, { name: nameOf(keys, language) });
}

function eventSubject(leaf: Leaf, language: Language, sayRule: SayRule): string {
  const { event, measure, property, within, since, where } = eventParams(leaf.params);
  const scope = [
    where === undefined ? '' : whereClause(where, language, sayRule),
    typeof within !== 'string'
      ? ''
      : wordsFor('event.within', language, { length: formatDuration(within, language) }),
    since === undefined ? '' : wordsFor('event.since', language),
  ].join('');
  const known = isEventMeasure(measure) ? measure : 'count';
  return wordsFor(`event.${known}`, language, {
    event: typeof event === 'string' ? event : '',
    scope,
    property: nameOf(keysOf(property), language),
  });
}

/** A flat `where` is read out; one with groups inside would not be understood in a clause and is only counted. */
function whereClause(where: RootCondition, language: Language, sayRule: SayRule): string {
  // A draft may hold anything here, and hold nothing yet.
  if (typeof where !== 'object' || where === null || !Array.isArray(childrenOf(where))) return '';
  if (!(childrenOf(where) ?? []).every((rule) => typeof rule === 'object' && rule !== null)) return '';
  const rules = leavesOf(where);
  const flat = childrenOf(where)?.length === rules.length && rules.length <= 3;
  if (!flat) return wordsFor('event.whereMany', language, { count: rules.length });
  const list = new Intl.ListFormat(language, { type: 'all' in where ? 'conjunction' : 'disjunction' });
  return wordsFor('event.where', language, {
    rules: list.format(rules.map((rule) => sayRule(rule, language))),
  });
}

function keysOf(path: string | undefined): readonly string[] {
  return typeof path === 'string' ? (pathKeys(path) ?? []) : [];
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
