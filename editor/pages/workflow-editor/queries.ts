import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Workflow } from '../../../shared/workflow.ts';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { api } from '../../api-client.ts';
import { hasKeptHistory } from '../../draft/history-copy.ts';
import { hasLocalCopy } from '../../draft/local-copy.ts';
import { readDocument } from '../../draft/read-document.ts';
import { schemasThere } from '../../schemas.ts';

/** A workflow with its draft. The draft is then edited here, so nothing but the editor itself asks for it again. */
export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflow', id],
    queryFn: ({ signal }) => api.getWorkflow({ params: { id }, query: { filled: 'true' }, signal }),
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

/**
 * The draft as the editor holds it; null when it is no workflow that this editor knows. The server has filled it in
 * where it could. Only what it could not, and what this browser kept of an earlier visit, has to be read here.
 */
export const draftQuery = ({ id, document, filled }: WorkflowView) => {
  const isRead = filled === true && !hasLocalCopy(id) && !hasKeptHistory(id);
  return queryOptions({
    queryKey: ['workflow', id, 'read'],
    queryFn: async () => {
      await schemasThere();
      return readDocument(document) ?? null;
    },
    ...(isRead ? { initialData: document as Workflow, enabled: false } : {}),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    networkMode: 'always',
  });
};

const POLLED_EVERY = 5_000;

/** The numbers on the canvas; only a workflow that was ever live has some. */
export const countsQuery = (id: string, isLive: boolean, days: number | undefined) =>
  queryOptions({
    queryKey: ['workflow', id, 'counts', days],
    queryFn: ({ signal }) => api.workflowCounts({ params: { id }, query: { days }, signal }),
    // The old numbers stay until the new ones are there: nothing on the canvas flickers.
    placeholderData: keepPreviousData,
    enabled: isLive,
    refetchInterval: POLLED_EVERY,
  });

/** Whether it waits for a second person. */
export const dailyLimitQuery = (id: string, isLive: boolean) =>
  queryOptions({
    queryKey: ['workflow', id, 'daily-limit'],
    queryFn: ({ signal }) => api.getDailyLimit({ params: { id }, signal }),
    enabled: isLive,
    refetchInterval: 15_000,
  });

/** Why people stand still in it. */
export const parkedQuery = (id: string, isLive: boolean) =>
  queryOptions({
    queryKey: ['workflow', id, 'parked'],
    queryFn: ({ signal }) => api.listParked({ params: { id }, signal }),
    enabled: isLive,
    refetchInterval: 15_000,
  });

/** The document people enter now. */
export const liveVersionQuery = (id: string, version: number | undefined) =>
  queryOptions({
    queryKey: ['workflow', id, 'versions', version],
    queryFn: async ({ signal }) => {
      const { items } = await api.listVersions({ params: { id }, query: { limit: 200 }, signal });
      // It is read as soon as it is there.
      await schemasThere();
      return items.find((each) => each.version === version) ?? null;
    },
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Who is inside and where. */
export const impactQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflow', id, 'impact'],
    queryFn: ({ signal }) => api.workflowImpact({ params: { id }, signal }),
    staleTime: 0,
  });
