import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '../../../shared/job.ts';
import { type MatchingOutcome, manyOutcome, matchingOutcome } from '../../../shared/many.ts';
import type { ProblemCode } from '../../../shared/problems.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { loadPart } from '../../load-part.ts';
import { tell, tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

/** How often a job is asked for while somebody waits for it. */
const ASK_EVERY = 400;

/** Something that is done for several at once. */
export interface Order {
  /** Asks the server for it; answers the job. */
  send: () => Promise<{ job: string }>;
  /** What is told about so many. */
  said: (count: number) => string;
  /** What is told about those it could not be done for. */
  skipped: (count: number, why: string) => string;
  /** It may end half-way; whoever was dealt with stays so. */
  isStoppable?: boolean | undefined;
}

/**
 * Lets the server do something for several, tells what came of it, and for a while takes it back. `share` says how far
 * it is, from 0 to 1.
 */
export function useMany(onDone: () => void = () => {}) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const [share, setShare] = useState(0);
  const [stoppable, setStoppable] = useState<string>();
  const renew = () =>
    Promise.all(
      ['accounts', 'account', 'cases', 'contacts', 'contact', 'tasks', 'timeline', 'messages'].map((key) =>
        queryClient.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const undo = useMutation({
    mutationFn: async (id: string) => finished((await api.undoJob({ params: { id } })).job, () => {}),
    onSuccess: () => tell(t('risk.undone')),
    onError: tellError,
    onSettled: renew,
  });
  const order = useMutation({
    mutationFn: async ({ send, isStoppable }: Order) => {
      setShare(0);
      const { job } = await send();
      if (isStoppable) setStoppable(job);
      const { result } = await finished(job, (done, total) => setShare(total === 0 ? 0 : done / total));
      return { job, outcome: await counted(result) };
    },
    onSuccess: ({ job, outcome: { done, skipped, reasons, held } }, { said, skipped: sayLeftOut }) => {
      const sentence = [
        ...(done > 0 || skipped === 0 ? [said(done)] : []),
        ...(held && done > 0 ? [t('risk.held')] : []),
        ...(skipped > 0 ? [sayLeftOut(skipped, whyOf(reasons))] : []),
      ].join(' ');
      if (done > 0) tellWithUndo(sentence, () => undo.mutate(job));
      else tell(sentence);
      onDone();
    },
    onError: tellError,
    onSettled: () => {
      setStoppable(undefined);
      return renew();
    },
  });
  return {
    order: order.mutate,
    isPending: order.isPending,
    share,
    /** Ends the work where it is; there while that can be done. */
    stop:
      stoppable === undefined
        ? undefined
        : () => void api.cancelJob({ params: { id: stoppable } }).catch(tellError),
  };
}

/** What came of it, in numbers, be it for those that were named or for all that a list found. */
async function counted(result: unknown): Promise<MatchingOutcome> {
  const { readBy } = await loadPart(() => import('../../schemas-there.ts'));
  const listed = readBy(manyOutcome, result);
  if (listed) {
    const { done, skipped, held } = listed;
    return { done: done.length, skipped: skipped.length, reasons: skipped, held };
  }
  const outcome = readBy(matchingOutcome, result);
  if (!outcome) throw new Error('the job says nothing about what came of it');
  return outcome;
}

/** Waits for a job of the server; throws when it failed. */
async function finished(id: string, onProgress: (done: number, total: number) => void): Promise<JobView> {
  for (;;) {
    const job = await api.getJob({ params: { id } });
    onProgress(job.done, job.total);
    if (job.state === 'done') return job;
    // Stopped half-way, it tells what it did.
    if (job.state === 'cancelled' && job.result !== undefined) return job;
    if (job.state === 'failed' || job.state === 'cancelled') throw failureOf(job);
    await new Promise((resolve) => window.setTimeout(resolve, ASK_EVERY));
  }
}

function failureOf({ errors: [fault] }: JobView): ApiProblem {
  const { code = 'ANSWER_UNREADABLE', message = '' } = fault ?? {};
  return new ApiProblem(code as ProblemCode, 0, message);
}

/** The reasons of those that were left out, each once. */
function whyOf(skipped: MatchingOutcome['reasons']): string {
  const names = new Map(skipped.map(({ code, name }) => [code, name]));
  return [...names]
    .map(([code, name]) =>
      problemText({ code, message: code, facts: { account: name, id: name, status: 'paused' } }),
    )
    .join(' ');
}
