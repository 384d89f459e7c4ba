import { useMatchRoute } from '@tanstack/react-router';

/** Whether the editor of a workflow is open: it has keys of its own. */
export function useIsEditor(): boolean {
  const matches = useMatchRoute();
  return Boolean(matches({ to: '/workflows/$id' })) && !matches({ to: '/workflows/new' });
}
