import { queryOptions } from '@tanstack/react-query';
import { api } from '../api-client.ts';

/** The segments there are, for choosing one. */
export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => api.listSegments({ query: { limit: 200 }, signal }),
  staleTime: 60_000,
});

/** The signals there are. */
export const signalsQuery = queryOptions({
  queryKey: ['signals'],
  queryFn: ({ signal }) => api.listSignals({ signal }),
  staleTime: 60_000,
});

/** The e-mail texts to choose from. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => api.listTemplates({ query: { limit: 200 }, signal }),
  staleTime: 30_000,
});

/** The workflows that others can start, stop or ask about. */
export const workflowsQuery = queryOptions({
  queryKey: ['workflows', 'all'],
  queryFn: ({ signal }) => api.listWorkflows({ query: { limit: 200 }, signal }),
  staleTime: 60_000,
});
