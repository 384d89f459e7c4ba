import { queryOptions } from '@tanstack/react-query';
import { signalKeys } from '../../../shared/playbooks/shipped-signal.ts';
import { signalWords } from '../../../shared/playbooks/signal-words.ts';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import { type Workflow, workflowSchema } from '../../../shared/workflow.ts';
import { api } from '../../api-client.ts';
import { currentLanguage } from '../../i18n/language.ts';
import type { Language } from '../../i18n/languages.ts';
import { readBy } from '../../schemas-there.ts';

/** The gallery in the language of whoever looks. */
export function playbooksQuery(language: Language) {
  return queryOptions({
    queryKey: ['playbooks', language],
    queryFn: ({ signal }) => api.listPlaybooks({ query: { language }, signal }),
    select: ({ items }) => items,
  });
}

/** The e-mails that come with the product. */
export function lettersQuery(language: Language) {
  return queryOptions({
    queryKey: ['letters', language],
    queryFn: ({ signal }) => api.listLetters({ query: { language }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The workflow that a playbook would become, to be shown: a signal that starts it has its name in place of its key. */
export function picturedWorkflow({ document }: PlaybookView): Workflow {
  const workflow = readBy(workflowSchema, document);
  if (!workflow) throw new Error('a playbook is no workflow');
  const { entry } = workflow;
  const { trigger } = entry;
  if (trigger.kind !== 'signal') return workflow;
  return { ...workflow, entry: { ...entry, trigger: { ...trigger, signal: signalName(trigger.signal) } } };
}

/** What a shipped signal is called; any other by its key. */
export function signalName(key: string): string {
  const shipped = signalKeys.find((one) => one === key);
  return shipped ? signalWords[currentLanguage()][shipped].name : key;
}

/** How many things a playbook needs that this workspace has not shown yet. */
export function missingIn({ needs }: PlaybookView): number {
  const { events, fields, meters, linksMissing } = needs;
  return [...events, ...fields, ...meters].filter(({ isHere }) => !isHere).length + linksMissing.length;
}
