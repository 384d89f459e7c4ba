import { Progress, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ProblemCode } from '../../shared/problems.ts';
import { ApiProblem, api } from '../api-client.ts';
import { formatShare } from '../i18n/format.ts';

interface JobProgressProps {
  job: string;
  label: string;
  /** What is being done, by the phases the job tells; the label where it tells none. */
  phases?: Readonly<Record<string, string>>;
  onDone: () => void;
  onFailed: (failure: ApiProblem) => void;
}

/** Follows a job of the server until it is done or failed. */
export function JobProgress({ job, label, phases = {}, onDone, onFailed }: JobProgressProps) {
  const { data, error } = useQuery({
    queryKey: ['job', job],
    queryFn: ({ signal }) => api.getJob({ params: { id: job }, signal }),
    refetchInterval: ({ state }) =>
      state.data && ['done', 'failed', 'cancelled'].includes(state.data.state) ? false : 1_000,
  });
  const state = data?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once per outcome, whoever listens by then.
  useEffect(() => {
    if (state === 'done') onDone();
    if (state === 'failed') onFailed(failureOf(data?.errors[0]));
  }, [state]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  useEffect(() => {
    if (error instanceof ApiProblem) onFailed(error);
  }, [error]);
  const share = data && data.total > 0 ? data.done / data.total : 0;
  return (
    <div role="status">
      <Text size="sm" mb={6}>
        {(data?.phase !== undefined && phases[data.phase]) || label} {share > 0 && formatShare(share)}
      </Text>
      <Progress value={Math.max(share * 100, 4)} aria-label={label} animated />
    </div>
  );
}

function failureOf(fault: { code: string; message: string } | undefined): ApiProblem {
  return new ApiProblem((fault?.code ?? 'ANSWER_UNREADABLE') as ProblemCode, 0, fault?.message ?? '');
}
