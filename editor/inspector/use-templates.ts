import { useQuery } from '@tanstack/react-query';
import type { TemplateView } from '../../shared/template.ts';
import { templatesQuery } from './list-queries.ts';

const none: TemplateView[] = [];

/** The e-mail texts to choose from. */
export function useTemplates(): TemplateView[] {
  return useQuery(templatesQuery).data?.items ?? none;
}
