import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../shared/job.ts';
import type { ProblemCode } from '../../../shared/problems.ts';
import { type RiskAction, riskOutcome } from '../../../shared/risk.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { tell, tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

interface Chosen {
  id: string;
  name?: string | undefined;
}

/** How often a job is asked for while somebody waits for it. */
const ASK_EVERY = 400;

/** What can be done for accounts by hand; what was done for them can be taken back for a while. */
export function useAccountActions(onDone: () => void = () => {}) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const renew = () =>
    Promise.all(
      ['accounts', 'account', 'cases', 'tasks', 'timeline'].map((key) =>
        queryClient.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const undo = useMutation({
    mutationFn: async (job: string) =>
      finished((await api.undoOnAccounts({ params: { job } })).job, () => {}),
    onSuccess: () => tell(t('risk.undone')),
    onError: tellError,
    onSettled: renew,
  });
  const act = useMutation({
    mutationFn: async ({ accounts, action, onProgress }: Order) => {
      const { job } = await api.actOnAccounts({ body: { accountIds: accounts.map(({ id }) => id), action } });
      const { result } = await finished(job, onProgress ?? (() => {}));
      return { job, outcome: riskOutcome.parse(result) };
    },
    onSuccess: ({ job, outcome }, { said }) => {
      const { done, skipped } = outcome;
      const sentence = [
        said(done.length),
        ...(outcome.held && done.length > 0 ? [t('risk.held')] : []),
        ...(skipped.length > 0 ? [t('risk.skipped', { count: skipped.length, why: whyOf(skipped) })] : []),
      ].join(' ');
      if (done.length > 0) tellWithUndo(sentence, () => undo.mutate(job));
      else tell(sentence);
      onDone();
    },
    onError: tellError,
    onSettled: renew,
  });
  const open = useMutation({
    mutationFn: (accountId: string) => api.openCase({ body: { accountId } }),
    onSuccess: () => tell(t('cases.opened')),
    onError: tellError,
    onSettled: renew,
  });
  return {
    start: (accounts: readonly Chosen[], workflow: { id: string; name: string }, onProgress?: Progress) =>
      act.mutate({
        accounts,
        action: { kind: 'start', workflowId: workflow.id },
        onProgress,
        said: (count) => t('risk.started', { count, workflow: workflow.name }),
      }),
    task: (
      accounts: readonly Chosen[],
      action: Extract<RiskAction, { kind: 'task' }>,
      onProgress?: Progress,
    ) => act.mutate({ accounts, action, onProgress, said: (count) => t('risk.tasksMade', { count }) }),
    openCase: (id: string) => open.mutate(id),
    /** Opens the mail program of the person at work, with the address to write to. */
    async write(id: string): Promise<void> {
      try {
        const { contact } = await api.getAccount({ params: { id } });
        if (contact?.email) window.location.href = `mailto:${encodeURIComponent(contact.email)}`;
        else tell(t('risk.nobodyToWrite'));
      } catch (fault) {
        tellError(fault);
      }
    },
    isPending: act.isPending,
  };
}

type Progress = (done: number, total: number) => void;

interface Order {
  accounts: readonly Chosen[];
  action: RiskAction;
  onProgress?: Progress | undefined;
  said: (count: number) => string;
}

/** Waits for a job of the server; throws when it failed. */
async function finished(id: string, onProgress: Progress): Promise<JobView> {
  for (;;) {
    const job = await api.getJob({ params: { id } });
    onProgress(job.done, job.total);
    if (job.state === 'done') return job;
    if (job.state === 'failed') throw failureOf(job);
    await new Promise((resolve) => window.setTimeout(resolve, ASK_EVERY));
  }
}

function failureOf({ errors: [fault] }: JobView): ApiProblem {
  const { code = 'ANSWER_UNREADABLE', message = '' } = fault ?? {};
  return new ApiProblem(code as ProblemCode, 0, message);
}

/** The reasons of those that were left out, each once. */
function whyOf(skipped: readonly { name: string; code: string }[]): string {
  const names = new Map(skipped.map(({ code, name }) => [code, name]));
  return [...names]
    .map(([code, account]) =>
      problemText({ code, message: code, facts: { account, id: account, status: 'paused' } }),
    )
    .join(' ');
}
