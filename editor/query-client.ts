import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-client.ts';

const listeners = new Set<() => void>();

/** Calls back when the server says that nobody is signed in any more. Returns how to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function noticeSignedOut(error: unknown): void {
  if (error instanceof ApiProblem && error.code === 'SIGN_IN_NEEDED')
    for (const listener of listeners) listener();
}

/** What the server said, kept for a while and shared by all pages. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Only failures that can pass by themselves are worth another try.
      retry: (count, error) =>
        count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
    },
  },
});
