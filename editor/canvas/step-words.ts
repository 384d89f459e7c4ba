import i18next from 'i18next';
import type { RootCondition } from '../../shared/condition.ts';
import { leavesOf } from '../../shared/condition.ts';
import { definitionOf, exitsOf, type Step, type StepOf } from '../../shared/steps/index.ts';
import { triggerSummary } from '../../shared/triggers/index.ts';
import { ruleSentence } from '../../shared/vocabulary/sentences.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { withNames } from '../draft/known-names.ts';
import { TRIGGER } from '../draft/place.ts';
import { daysToSteps } from '../draft/time-to-step.ts';
import { currentLanguage } from '../i18n/language.ts';
import { sentenceText } from '../i18n/sentence-text.ts';
import { sayLiquid } from './liquid-words.ts';

/** What a kind of step is called: E-mail, Wait… */
export function kindTitle(kind: Step['kind'] | 'trigger'): string {
  return kind === 'trigger'
    ? i18next.t('triggers.title', { ns: 'words' })
    : i18next.t(`steps.${kind}.title`, { ns: 'words' });
}

/** What people call a step: its name, otherwise what tells most about it. */
export function stepName(step: Step): string {
  if (step.name) return step.name;
  if (step.kind === 'wait') return summaryOf(step);
  if (step.kind === 'create-task' && step.title) return sayLiquid(step.title, currentLanguage());
  if (step.kind === 'send-email' && (step.subject || step.template)) return summaryOf(step);
  return kindTitle(step.kind);
}

/** The name of a step or the trigger of a workflow. */
export function nameIn(workflow: Workflow, id: string): string {
  if (id === TRIGGER) return kindTitle('trigger');
  const step = workflow.steps[id];
  return step ? stepName(step) : id;
}

/** How screen readers call a step: its kind and its name. */
export function spokenName(step: Step): string {
  const title = kindTitle(step.kind);
  const name = stepName(step);
  // “Wait 3 days” says what it is by itself.
  return name === title || name.startsWith(`${title} `) ? name : `${title}: ${name}`;
}

/** The line under the name on a card: never empty, and never the name once more. */
export function cardNote(step: Step): string {
  const summary = summaryOf(step);
  if (summary !== '' && summary !== stepName(step)) return summary;
  if (step.kind === 'send-email') return i18next.t(`purpose.${step.purpose}`, { ns: 'words' });
  return i18next.t(`steps.${step.kind}.about`, { ns: 'words' });
}

/** The line under a step's name. */
export function summaryOf(step: Step): string {
  if (step.kind === 'create-task' && step.title) return taskNote(step);
  if (step.kind !== 'branch') return plainSummary(step);
  const [path] = step.paths;
  const rules = path && step.paths.length === 1 ? conditionSummary(path.when) : '';
  return rules || plainSummary(step);
}

function plainSummary(step: Step): string {
  try {
    const summary = definitionOf(step).summary(withNames(step));
    const isKnown = i18next.exists(summary.key, { ns: 'words', ...summary.values });
    return isKnown ? sayLiquid(sentenceText(summary), currentLanguage()) : '';
  } catch {
    // A document written by hand may hold anything; the problem list says so.
    return '';
  }
}

/** Who does a task, and by when; what it is about stands in its name. */
function taskNote({ assignee, dueIn }: StepOf<'create-task'>): string {
  const who = 'role' in assignee ? i18next.t(`roles.${assignee.role}`, { ns: 'words' }) : assignee.person;
  return i18next.t('taskNote', { ns: 'canvas', who, due: dueIn });
}

/** A condition in a line: its first rule, and how many more there are. */
export function conditionSummary(when: RootCondition): string {
  try {
    const leaves = leavesOf(when);
    const [first] = leaves;
    if (!first) return '';
    const sentence = ruleSentence(withNames(first), currentLanguage());
    return leaves.length > 1
      ? i18next.t('andMore', { ns: 'canvas', sentence, count: leaves.length - 1 })
      : sentence;
  } catch {
    // A half-written rule has no sentence yet.
    return '';
  }
}

/** When people come to a step, in days after they entered; empty on the day itself. */
export function dayNote(workflow: Workflow, id: string): string {
  const days = daysToSteps(workflow).get(id);
  if (!days || days.most === 0) return '';
  const { least, most } = days;
  // “From the first day on” tells nobody anything.
  if (most === undefined && least === 0) return '';
  if (most === undefined) return i18next.t('day.from', { ns: 'canvas', day: least });
  return least === most
    ? i18next.t('day.on', { ns: 'canvas', day: least })
    : i18next.t('day.between', { ns: 'canvas', day: least, last: most });
}

/** The title of the trigger's card. Where rules start it, they say most about it. */
export function triggerName(workflow: Workflow): string {
  const { trigger, when } = workflow.entry;
  const rules = trigger.kind === 'condition' && when ? conditionSummary(when) : '';
  if (rules !== '') return rules;
  try {
    return sentenceText(triggerSummary(withNames(workflow.entry.trigger)));
  } catch {
    // As above.
    return kindTitle('trigger');
  }
}

/** The line under it: who may enter, and how often. */
export function triggerNote(workflow: Workflow): string {
  const { when, reentry, trigger } = workflow.entry;
  const mode = reentry.mode === 'once' && workflow.subject === 'account' ? 'onceForAccount' : reentry.mode;
  const rules = when ? leavesOf(when).length : 0;
  const filters = trigger.kind === 'event' && trigger.where ? leavesOf(trigger.where).length : 0;
  const again = i18next.t(`reentry.${mode}`, {
    ns: 'canvas',
    wait: reentry.mode === 'after' ? reentry.wait : '',
  });
  return rules + filters > 0
    ? i18next.t('triggerRules', { ns: 'canvas', again, count: rules + filters })
    : again;
}

/** The label of a way out: people’s own, otherwise ours. A lone path “yes” has “no” beside it. */
export function exitLabel(step: Step, exit: string): string {
  const exits = exitsOf(step);
  const own = exits.find(({ id }) => id === exit)?.label;
  if (own) return own;
  const isPlainYes = step.kind === 'branch' && step.paths.length === 1 && step.paths[0]?.id === 'yes';
  const word = isPlainYes && exit === 'otherwise' ? 'no' : exit;
  if (i18next.exists(`exits.${word}`, { ns: 'words' }))
    return String(i18next.t(`exits.${word}` as 'exits.yes', { ns: 'words' }));
  const position = exits.findIndex(({ id }) => id === exit) + 1;
  return i18next.t('pathNumber', { ns: 'canvas', number: position });
}

/** Which colour a way out has: the first path and “sent” are green, others neutral. */
export function exitTone(exit: string): 'good' | 'plain' {
  return exit === 'yes' || exit === 'sent' ? 'good' : 'plain';
}
