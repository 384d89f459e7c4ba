import { useQuery } from '@tanstack/react-query';
import { api } from '../api-client.ts';

/** The segments there are, for choosing one. Without them a key can still be typed. */
export function useSegments(): readonly { key: string; name: string }[] {
  const { data } = useQuery({
    queryKey: ['segments'],
    queryFn: ({ signal }) => api.listSegments({ query: { limit: 200 }, signal }),
    staleTime: 60_000,
  });
  return data?.items ?? [];
}
