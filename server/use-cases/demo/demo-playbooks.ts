import type { PlaybookKey } from '../../../shared/playbooks/playbooks.ts';
import { playbooks } from '../../playbooks/index.ts';
import { documentOf, type Playbook, type PlaybookChoice, templatesOf } from '../../playbooks/playbook.ts';
import type { TemplateRecord } from '../../ports/workspace.ts';
import { testsOf } from '../playbooks/tests-of.ts';
import type { Runtime } from '../runtime.ts';
import { demoEventNames } from './crowd-days.ts';
import { type DemoWorkflow, demoKey } from './workflows.ts';

/** Those the team has not turned on: they wait for an answer, are about trials, or ask everybody who is well. */
const drafts: ReadonlySet<PlaybookKey> = new Set<PlaybookKey>([
  'card-expires',
  'reference-request',
  'trial-ending',
  'win-back',
]);

/** Whose control group shows what they are worth: they go by e-mail, to many. */
const held: Partial<Record<PlaybookKey, number>> = { 'first-value': 20, 'onboarding-stalled': 20 };

/** Where the team still looks at each message before it goes. */
const reviewed: ReadonlySet<PlaybookKey> = new Set<PlaybookKey>(['usage-falling']);

const links = {
  app: 'https://app.example.com',
  billing: 'https://app.example.com/settings/billing',
  booking: 'https://app.example.com/call',
  upgrade: 'https://app.example.com/settings/plan',
};

/** Every playbook as a workflow of the demo, in the language of the workspace. */
export function demoPlaybooks(language: PlaybookChoice['language']): DemoWorkflow[] {
  return playbooks.map((playbook) => {
    const choice = choiceOf(playbook, language);
    return {
      key: choice.key,
      isLive: !drafts.has(playbook.key),
      document: documentOfDemo(playbook, choice),
      tests: (now) => testsOf(playbook, choice, now),
    };
  });
}

function documentOfDemo(playbook: Playbook, choice: PlaybookChoice): DemoWorkflow['document'] {
  const document = documentOf(playbook, choice);
  return {
    ...document,
    entry: { ...document.entry, holdoutPercent: held[playbook.key] ?? 0 },
    sending: reviewed.has(playbook.key) ? 'review' : 'auto',
  };
}

/** Keeps the letters of every playbook; those that are there stay. */
export async function keepLetters(runtime: Runtime, language: PlaybookChoice['language']): Promise<void> {
  const updatedAt = runtime.clock.now();
  for (const template of demoLetters(language))
    await runtime.templates.insert({ ...template, revision: 1, updatedAt });
}

/** Removes the letters, in whichever language they were loaded. */
export async function removeLetters(runtime: Runtime): Promise<void> {
  for (const { key } of demoLetters('en')) await runtime.templates.delete(key);
}

function demoLetters(
  language: PlaybookChoice['language'],
): Pick<TemplateRecord, 'key' | 'name' | 'subject' | 'preheader' | 'body'>[] {
  return playbooks.flatMap((playbook) => templatesOf(playbook, choiceOf(playbook, language), links));
}

function choiceOf({ key }: Playbook, language: PlaybookChoice['language']): PlaybookChoice {
  return { key: demoKey(key), language, eventNames: demoEventNames };
}
