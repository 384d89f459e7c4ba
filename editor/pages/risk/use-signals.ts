import { useQuery } from '@tanstack/react-query';
import type { SignalLine } from '../../../shared/signal.ts';
import { api } from '../../api-client.ts';

/** What signals are called and mean, by key; empty while they are loaded. */
export function useSignals(): ReadonlyMap<string, SignalLine> {
  const { data } = useQuery({
    queryKey: ['signals', 'names'],
    queryFn: ({ signal }) => api.listSignals({ signal }),
    staleTime: 60_000,
  });
  return new Map((data?.items ?? []).map((line) => [line.key, line]));
}
