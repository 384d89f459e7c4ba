import type { InLanguages, Language } from '../../shared/playbooks/language.ts';
import { type EventNames, withEventNames } from '../../shared/playbooks/names.ts';
import type { PlaybookKey } from '../../shared/playbooks/playbooks.ts';
import type { RecipientKind as Recipient } from '../../shared/recipients.ts';
import type { LinkName } from '../../shared/settings.ts';
import type { Step } from '../../shared/steps/index.ts';
import type { TemplateBody } from '../../shared/template.ts';
import { WORKFLOW_FORMAT, type Workflow } from '../../shared/workflow.ts';
import { type Letter, letterBody } from './letter.ts';

/** A playbook’s workflow before anybody said in which language: names, titles and texts are filled in from its words. */
export interface Shape {
  /** Whom it is about, and whom of an account its messages go to. */
  subject: 'contact' | 'account';
  to?: Recipient;
  entry: {
    trigger: Workflow['entry']['trigger'];
    when?: Workflow['entry']['when'];
    reentry: Workflow['entry']['reentry'];
  };
  goal?: Workflow['goal'];
  exit?: Workflow['exit'];
  sendWindow?: Workflow['sendWindow'];
  priority?: Workflow['priority'];
  start: string;
  steps: Record<string, Step>;
}

export interface PlaybookWords {
  name: string;
  /** What it does and for whom, in one or two sentences. */
  about: string;
  /** What is asked before it is made, and what can be answered. */
  question?: { text: string; answers: Record<string, string> };
  /** What steps are called, by their ids. */
  steps: Record<string, string>;
  /** What paths of branches are called, as `step.path`. */
  paths?: Record<string, string>;
  /** What tasks say, and why the case is opened that they open. */
  tasks?: Record<string, { title: string; note?: string; opensCase?: { reason: string } }>;
  notices?: Record<string, { subject: string; text: string }>;
  letters?: Record<string, Letter>;
  /** Why people need its service mail. */
  reason?: string;
  /** What its test cases show, in their order. */
  cases: readonly string[];
}

/** One history and the way it must lead. Times are counted from the start of the journey. */
export interface PlaybookCase {
  /** What the person and company are like, beside a name and an address. */
  traits?: Record<string, unknown>;
  account?: Record<string, unknown>;
  health?: number;
  /** What happened before, as `[how long ago, event, properties]`, and what happens later. */
  before?: readonly Happening[];
  after?: readonly Happening[];
  /** Properties of what starts it. */
  trigger?: Record<string, unknown>;
  choices?: Record<string, string>;
  /** The answer to the playbook’s question, where not the first. */
  answer?: string;
  /** The steps in order with the exit taken, `value:yes`. */
  path: readonly string[];
  status: 'completed' | 'exited' | 'notEntered';
}

export type Happening = readonly [time: string, event: string, properties?: Record<string, unknown>];

export interface Playbook {
  key: PlaybookKey;
  /** The answers its question has, the usual one first; none where nothing is asked. */
  answers?: readonly string[];
  shape(answer: string | undefined): Shape;
  cases: readonly PlaybookCase[];
  words: InLanguages<PlaybookWords>;
}

export interface PlaybookChoice {
  /** The key of the workflow, and the start of those of its templates. */
  key: string;
  language: Language;
  eventNames: EventNames;
  answer?: string | undefined;
}

/** The workflow a playbook becomes: complete, valid, reviewed before anything is sent. */
export function documentOf(playbook: Playbook, choice: PlaybookChoice): Workflow & { key: string } {
  const words = playbook.words[choice.language];
  const shape = withEventNames(playbook.shape(choice.answer ?? playbook.answers?.[0]), choice.eventNames);
  const { entry, steps, exit = [], subject, to, ...rest } = shape;
  return {
    format: WORKFLOW_FORMAT,
    key: choice.key,
    name: words.name,
    description: words.about,
    ...aboutWhom(subject, to),
    ...rest,
    entry: { ...entry, holdoutPercent: 0 },
    exit,
    sending: 'review',
    priority: shape.priority ?? 'normal',
    maxRounds: 100,
    steps: Object.fromEntries(
      Object.entries(steps).map(([id, step]) => [id, spoken(step, id, words, choice.key)]),
    ),
    notes: [],
  };
}

/** A workflow about an account has one journey per account, and says whom of it to write to; an admin stands in. */
function aboutWhom(subject: Shape['subject'], to: Recipient | undefined): Pick<Workflow, 'subject' | 'to'> {
  if (subject === 'contact' || to === undefined) return { subject };
  return { subject, to: to === 'admin' ? [to] : [to, 'admin'] };
}

/** Whom a playbook’s e-mails go to; undefined where it writes none. */
export function writesTo(playbook: Playbook): Recipient | undefined {
  const { to = 'person-concerned', steps } = playbook.shape(playbook.answers?.[0]);
  return Object.values(steps).some(({ kind }) => kind === 'send-email') ? to : undefined;
}

/** The step with its words. */
function spoken(step: Step, id: string, words: PlaybookWords, key: string): Step {
  const name = words.steps[id];
  const named = name === undefined ? step : { ...step, name };
  switch (named.kind) {
    case 'send-email':
      return {
        ...named,
        template: templateKey(key, id),
        ...(named.purpose === 'service' && words.reason ? { reason: words.reason } : {}),
      };
    case 'create-task':
      return { ...named, ...words.tasks?.[id] };
    case 'notify-team':
      return { ...named, ...words.notices?.[id] };
    case 'branch':
      return {
        ...named,
        paths: named.paths.map((path) => {
          const label = words.paths?.[`${id}.${path.id}`];
          return label === undefined ? path : { ...path, label };
        }),
      };
    default:
      return named;
  }
}

function templateKey(key: string, step: string): string {
  return `${key}-${step}`;
}

/** The e-mails of a playbook’s workflow as templates. Buttons whose address is not known are left out. */
export function templatesOf(
  playbook: Playbook,
  { key, language, answer }: PlaybookChoice,
  links: Partial<Record<LinkName, string | undefined>>,
): TemplateBody[] {
  const words = playbook.words[language];
  const { steps } = playbook.shape(answer ?? playbook.answers?.[0]);
  return Object.entries(steps).flatMap(([id, step]) => {
    const letter = words.letters?.[id];
    if (step.kind !== 'send-email' || !letter) return [];
    return [
      {
        key: templateKey(key, id),
        name: `${words.name}: ${words.steps[id] ?? id}`,
        subject: letter.subject,
        preheader: letter.preheader,
        body: letterBody(letter, links),
      },
    ];
  });
}

/** The pages that the letters of a playbook lead to. */
export function linksOf(playbook: Playbook, language: Language): LinkName[] {
  const letters = Object.values(playbook.words[language].letters ?? {});
  return [...new Set(letters.flatMap(({ button }) => button?.link ?? []))].sort();
}
