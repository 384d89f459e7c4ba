import { childrenOf, type Leaf, leavesOf, type RootCondition } from '../condition.ts';
import { pathKeys } from '../path.ts';
import { dateParams } from './date-fact.ts';
import { emailParams } from './email-fact.ts';
import { eventParams, isEventMeasure } from './event-fact.ts';
import type { FactName } from './fact-names.ts';
import { isFactName } from './facts.ts';
import { formatDuration, formatValue } from './format-value.ts';
import { membersParams } from './members-fact.ts';
import { meterParams } from './meter-fact.ts';
import { healthParams, signalParams } from './state-facts.ts';
import { trendParams } from './trend-fact.ts';
import { isWordKey, type Language, type WordKey, wordsFor } from './words.ts';

/** Says one rule of a `where`, in the middle of a sentence. */
export type SayRule = (rule: Leaf, language: Language) => string;

/** What a rule is about: “account MRR”, “the number of “Signed In” events in the last 30 days”. */
export function subjectOf(leaf: Leaf, language: Language, sayRule: SayRule): string {
  const { fact, path } = leaf;
  // A draft may hold anything here; what is no text says nothing.
  if (typeof fact !== 'string') return '';
  if (!isFactName(fact)) return fact;
  if (fact === 'event') return eventSubject(leaf, language, sayRule);
  if (isRecordFact(fact)) return recordSubject(fact, keysOf(path), language);
  return measureSubjects[fact](leaf, language, sayRule);
}

/** The facts that rules name paths into. */
type RecordFact = 'contact' | 'account' | 'trigger' | 'enrolment' | 'properties';

/** Whether rules name paths into a fact. */
export function isRecordFact(fact: FactName): fact is RecordFact {
  return isWordKey(`subjects.${fact}`);
}

/** A value known of somebody or something: “account MRR”. */
export function recordSubject(fact: RecordFact, keys: readonly string[], language: Language): string {
  return keys.length === 0
    ? wordsFor(`subjects.whole.${fact}`, language)
    : wordsFor(`subjects.${fact}`, language, { name: nameOf(keys, language) });
}

type MeasuredFact = Exclude<FactName, RecordFact | 'event'>;

const measureSubjects: Record<MeasuredFact, (leaf: Leaf, language: Language, sayRule: SayRule) => string> = {
  trend: ({ params }, language, sayRule) =>
    wordsFor('trend.change', language, trendParts(params, language, sayRule)),
  date: ({ params }, language) => {
    const { path, measure } = dateParams(params);
    const [holder, ...keys] = keysOf(path);
    const subject = recordSubject(holder === 'account' ? 'account' : 'contact', keys, language);
    return wordsFor(chosen('date', measure, 'daysUntil'), language, { subject });
  },
  segment: ({ params }, language) => wordsFor('segment.of', language, { name: text(params?.segment) }),
  signal: ({ params }, language) => {
    const { signal, measure } = signalParams(params);
    return wordsFor(chosen('signal', measure, 'open'), language, { name: text(signal) });
  },
  health: ({ params }, language) => {
    const { measure, within } = healthParams(params);
    return wordsFor(chosen('health', measure, 'score'), language, { scope: withinClause(within, language) });
  },
  meter: ({ params }, language) => {
    const { meter, measure, near, within } = meterParams(params);
    return wordsFor(chosen('meter', measure, 'ratio'), language, {
      meter: text(meter),
      near: formatValue(near, language, 'share'),
      scope: withinClause(within, language),
    });
  },
  members: ({ params }, language) => {
    const { measure, within } = membersParams(params);
    return wordsFor(chosen('members', measure, 'daysSilent'), language, {
      ...membersParts(params, language),
      scope: withinClause(within, language),
    });
  },
  email: ({ params }, language) => {
    const { measure, within, workflow } = emailParams(params);
    const by = workflow === undefined ? '' : wordsFor('email.workflow', language, { name: text(workflow) });
    return wordsFor(chosen('email', measure, 'sent'), language, {
      scope: by + withinClause(within, language),
    });
  },
};

/** What changed, among which events, and what it is held against. */
export function trendParts(params: Leaf['params'], language: Language, sayRule: SayRule) {
  const { event, window, baseline, where } = trendParams(params);
  return {
    event: text(event),
    scope: whereClause(where, language, sayRule),
    window: lengthOf(window, language),
    baseline: lengthOf(baseline, language),
  };
}

/** What the most active member did, and in which stretch. */
export function membersParts(params: Leaf['params'], language: Language) {
  const { event, window, baseline } = membersParams(params);
  return {
    event: text(event),
    window: lengthOf(window, language),
    baseline: lengthOf(baseline, language),
  };
}

/** The words of a measure; those of the usual one where a draft names none that there is. */
function chosen(fact: MeasuredFact, measure: unknown, usual: string): WordKey {
  const key = `${fact}.${text(measure)}`;
  return (isWordKey(key) ? key : `${fact}.${usual}`) as WordKey;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function lengthOf(duration: unknown, language: Language): string {
  return typeof duration === 'string' ? formatDuration(duration, language) : '';
}

/** “ in the last 30 days”; nothing where no time is named. */
export function withinClause(within: unknown, language: Language): string {
  return typeof within !== 'string'
    ? ''
    : wordsFor('event.within', language, { length: formatDuration(within, language) });
}

/** The state that a yes or no says in words, e.g. “member of segment “vips””; undefined for what is no such fact. */
export function stateOf(leaf: Leaf, value: unknown, language: Language): string | undefined {
  const said = value === true ? 'yes' : 'no';
  if (leaf.fact === 'segment')
    return wordsFor(`segment.${said}`, language, { name: text(leaf.params?.segment) });
  if (leaf.fact === 'members' && membersParams(leaf.params).measure === 'mostActiveLeft')
    return wordsFor(`members.${said}`, language, membersParts(leaf.params, language));
  if (leaf.fact !== 'signal' || signalParams(leaf.params).measure !== 'open') return undefined;
  return wordsFor(`signal.${said}`, language, { name: text(leaf.params?.signal) });
}

function eventSubject(leaf: Leaf, language: Language, sayRule: SayRule): string {
  const { measure } = eventParams(leaf.params);
  const known = isEventMeasure(measure) ? measure : 'count';
  return wordsFor(`event.${known}`, language, eventParts(leaf.params, language, sayRule));
}

/** Which events a rule counts, and what of them it reads. */
export function eventParts(params: Leaf['params'], language: Language, sayRule: SayRule) {
  const { event, property, within, since, where } = eventParams(params);
  const scope = [
    whereClause(where, language, sayRule),
    withinClause(within, language),
    since === undefined ? '' : wordsFor('event.since', language),
  ].join('');
  return { event: text(event), scope, property: nameOf(keysOf(property), language) };
}

/** A flat `where` is read out; one with groups inside would not be understood in a clause and is only counted. */
function whereClause(where: RootCondition | undefined, language: Language, sayRule: SayRule): string {
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

/** The keys of a path; none of what is no path. */
export function keysOf(path: string | undefined): readonly string[] {
  return typeof path === 'string' ? (pathKeys(path) ?? []) : [];
}

/** A path as people would say it: known names in their language, `$.traits.firstName` as “first name”. */
export function nameOf(keys: readonly string[], language: Language): string {
  const said = keys[0] === 'traits' || keys[0] === 'properties' ? keys.slice(1) : keys;
  const whole = `names.${said.join('.')}`;
  if (isWordKey(whole)) return wordsFor(whole, language);
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
