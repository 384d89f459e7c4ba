import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api-client.ts';

/** A workflow with its draft. The draft is then edited here, so nothing but the editor itself asks for it again. */
export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflow', id],
    queryFn: ({ signal }) => api.getWorkflow({ params: { id }, signal }),
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

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
