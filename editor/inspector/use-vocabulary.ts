import { useQuery } from '@tanstack/react-query';
import type { VocabularyView } from '../../shared/event.ts';
import { api } from '../api-client.ts';

/** Events and traits seen so far, for suggestions. Without them everything can still be typed. */
export function useVocabulary(): VocabularyView | undefined {
  return useQuery({
    queryKey: ['vocabulary'],
    queryFn: ({ signal }) => api.getVocabulary({ signal }),
    staleTime: 60_000,
  }).data;
}
