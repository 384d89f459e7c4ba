import type { PlaybookKey } from '../../../shared/playbooks/playbooks.ts';
import { playbooks } from '../../playbooks/index.ts';
import { documentOf, type Playbook, type PlaybookChoice, templatesOf } from '../../playbooks/playbook.ts';
import type { TemplateRecord } from '../../ports/workspace.ts';
import { testsOf } from '../playbooks/tests-of.ts';
import type { Runtime } from '../runtime.ts';
import { demoEventNames } from './crowd-days.ts';
import { type DemoWorkflow, demoKey } from './workflows.ts';

/** The playbooks that run in the demo: those that something that happens there today starts. */
const live: ReadonlySet<PlaybookKey> = new Set<PlaybookKey>([
  'cancel-page',
  'detractor',
  'onboarding-stalled',
  'payment-failed-hard',
  'payment-failed-soft',
]);

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
      isLive: live.has(playbook.key),
      document: documentOf(playbook, choice),
      tests: (now) => testsOf(playbook, choice, now),
    };
  });
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
