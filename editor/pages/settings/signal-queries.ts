import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api-client.ts';

/** The key that stands for a signal that is not there yet. */
export const NEW_SIGNAL = 'new';

/** All signals; learning and counts move on by themselves. */
export const signalsQuery = queryOptions({
  queryKey: ['signals'],
  queryFn: ({ signal }) => api.listSignals({ signal }),
  refetchInterval: 30_000,
});

export function signalQuery(key: string) {
  return queryOptions({
    queryKey: ['signal', key],
    queryFn: ({ signal }) => api.getSignal({ params: { key }, signal }),
    enabled: key !== NEW_SIGNAL,
  });
}
