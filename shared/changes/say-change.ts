import { type Condition, childrenOf } from '../condition.ts';
import { say } from '../say.ts';
import { formatDuration, formatValue } from '../vocabulary/format-value.ts';
import { ruleSentence } from '../vocabulary/sentences.ts';
import type { Language } from '../vocabulary/words.ts';
import type { Workflow } from '../workflow.ts';
import { type ChangeWord, changeWords } from './change-words.ts';
import type { WorkflowChange } from './list-changes.ts';

/** Fields that name a step to go to. */
const links = new Set([
  'next',
  'otherwise',
  'start',
  'sent',
  'notSent',
  'ok',
  'failed',
  'started',
  'notStarted',
]);
const conditions = new Set(['when', 'where']);

/**
 * A change in a sentence: “Breathe – how long: 5 days → 3 days”. Texts too long to stand in one line are only said to
 * have changed. Names of steps are those of the version that has them.
 */
export function sayChange(
  change: WorkflowChange,
  versions: { was: Workflow; is: Workflow },
  language: Language = 'en',
): string {
  const { step, field } = change;
  const tell = (key: ChangeWord, slots: Record<string, string> = {}) =>
    say(changeWords[key][language], slots);
  const nameOf = (id: string): string => {
    const found = versions.is.steps[id] ?? versions.was.steps[id];
    return found?.name || (found ? tell(`kinds.${found.kind}`) : id);
  };
  if (field === undefined && step !== undefined) {
    const found = (change.kind === 'added' ? versions.is : versions.was).steps[step];
    const slots = { step: nameOf(step), kind: found ? tell(`kinds.${found.kind}`) : '' };
    return tell(change.kind === 'added' ? 'tell.added' : 'tell.removed', slots);
  }
  const said = sayField(change, { tell, nameOf, language });
  if (step === undefined) return capital(said, language);
  return tell('tell.inStep', { step: nameOf(step), change: said });
}

interface Speaking {
  tell(key: ChangeWord, slots?: Record<string, string>): string;
  nameOf(step: string): string;
  language: Language;
}

function sayField({ kind, step, field = '', was, is }: WorkflowChange, speaking: Speaking): string {
  const { tell } = speaking;
  const slots = { field: nameOfField(field, step !== undefined, was ?? is, speaking) };
  const before = sayValue(field, was, speaking);
  const after = sayValue(field, is, speaking);
  if (kind === 'added' && after !== undefined) return tell('tell.set', { ...slots, is: after });
  if (kind === 'removed' && before !== undefined) return tell('tell.unset', { ...slots, was: before });
  return before === undefined || after === undefined || before === after
    ? tell('tell.rewritten', slots)
    : tell('tell.changed', { ...slots, was: before, is: after });
}

function nameOfField(field: string, isInStep: boolean, value: unknown, { tell }: Speaking): string {
  const [first = '', id = '', ...rest] = field.split('.');
  if (isInStep && first === 'exits' && id !== '') return tell('fields.exit.one', { name: id });
  if (isInStep && (first === 'paths' || first === 'until') && id === 'order') return tell('fields.order');
  if (isInStep && (first === 'paths' || first === 'until') && id !== '') {
    const label = (value as { label?: unknown } | null | undefined)?.label;
    const name = typeof label === 'string' && label !== '' ? label : id;
    const part = rest.join('.');
    return part === ''
      ? tell('fields.path', { name })
      : tell('fields.path.part', { name, part: known(`fields.${part}`, part, tell) });
  }
  // An e-mail's subject is a line of text; a workflow's subject is whom it is about.
  return isInStep && field === 'subject' ? tell('fields.line') : known(`fields.${field}`, field, tell);
}

function known(key: string, name: string, tell: Speaking['tell']): string {
  return Object.hasOwn(changeWords, key) ? tell(key as ChangeWord) : tell('fields.other', { name });
}

/** A value short enough for a sentence; undefined where it is not. */
function sayValue(field: string, value: unknown, speaking: Speaking): string | undefined {
  const { language, tell, nameOf } = speaking;
  const last = field.split('.').at(-1) ?? '';
  if (value === undefined) return tell('values.nobody');
  if (conditions.has(last) && typeof value === 'object' && value !== null)
    return sayCondition(value as Condition, speaking);
  if (typeof value === 'string') {
    if (field === 'kind' && Object.hasOwn(changeWords, `kinds.${value}`))
      return tell(`kinds.${value}` as ChangeWord);
    if (links.has(last) || field.startsWith('exits.')) return tell('values.step', { name: nameOf(value) });
    if (/^\d+[smhdw]$/.test(value)) return formatDuration(value, language);
    return last === 'body' || last === 'text' ? undefined : formatValue(value, language);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return formatValue(value, language);
  const isListOfWords = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isListOfWords ? formatValue(value, language) : undefined;
}

/** A whole condition in one line, for comparing; its rules as the cards say them. */
function sayCondition(condition: Condition, speaking: Speaking, isInside = false): string {
  const { tell, language } = speaking;
  if ('not' in condition) return tell('values.not', { rule: sayCondition(condition.not, speaking) });
  const children = childrenOf(condition);
  if (!children) return 'fact' in condition ? ruleSentence(condition, language) : '';
  const list = new Intl.ListFormat(language, { type: 'all' in condition ? 'conjunction' : 'disjunction' });
  const rules = list.format(children.map((child) => sayCondition(child, speaking, true)));
  return isInside && children.length > 1 ? tell('values.group', { rules }) : rules;
}

function capital(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
