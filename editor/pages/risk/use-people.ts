import { useQuery } from '@tanstack/react-query';
import type { PersonView } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';

/** The people who work here and may be handed something. */
export function usePeople(): readonly PersonView[] {
  const { data } = useQuery({
    queryKey: ['people', 'active'],
    queryFn: ({ signal }) => api.listPeople({ query: { limit: 200 }, signal }),
    staleTime: 60_000,
  });
  return (data?.items ?? []).filter(({ disabled, invited }) => !disabled && !invited);
}
