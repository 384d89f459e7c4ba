import { useQuery } from '@tanstack/react-query';
import type { TemplateView } from '../../shared/template.ts';
import { api } from '../api-client.ts';

const none: TemplateView[] = [];

/** The e-mail texts to choose from. */
export function useTemplates(): TemplateView[] {
  return (
    useQuery({
      queryKey: ['templates'],
      queryFn: ({ signal }) => api.listTemplates({ query: { limit: 200 }, signal }),
      staleTime: 30_000,
    }).data?.items ?? none
  );
}
