import { useQuery } from '@tanstack/react-query';
import { segmentsQuery } from './list-queries.ts';

/** The segments there are, for choosing one. Without them a key can still be typed. */
export function useSegments(): readonly { key: string; name: string }[] {
  return useQuery(segmentsQuery).data?.items ?? [];
}
