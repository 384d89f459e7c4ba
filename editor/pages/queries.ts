import { queryOptions } from '@tanstack/react-query';
import { api } from '../api-client.ts';

/** Who is signed in; asked once and kept until they leave. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => api.getSession({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Whether the people of the demo go on living; only of interest while the demo is loaded. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => api.getDemo({ signal }),
  refetchInterval: ({ state }) => (state.data?.live ? 10_000 : 60_000),
});

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.getSettings({ signal }),
});

/** Every workflow by name, for fields that choose one. */
export const workflowNamesQuery = queryOptions({
  queryKey: ['workflows', 'names'],
  queryFn: ({ signal }) => api.listWorkflows({ query: { limit: 200 }, signal }),
  staleTime: 60_000,
});

/** How many notices the person has not read. */
export const unreadNoticesQuery = queryOptions({
  queryKey: ['notices', 'badge'],
  queryFn: ({ signal }) => api.listNotices({ query: { limit: 1 }, signal }),
  select: ({ unread }) => unread,
  refetchInterval: 30_000,
});

/** The providers that failed lately; every page says when one is down. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => api.listProviders({ signal }),
  refetchInterval: 30_000,
});

const COUNTED_UP_TO = 20;

/** How many tasks are open, as the rail's badge shows it: “20+” when there are more than are worth counting. */
export const openTasksQuery = queryOptions({
  queryKey: ['tasks', 'badge'],
  queryFn: ({ signal }) => api.listTasks({ query: { status: 'open', limit: COUNTED_UP_TO }, signal }),
  select: badgeOf,
  refetchInterval: 30_000,
});

/** How many messages, calls and tasks wait for approval, as the rail's badge shows it. */
export const heldMessagesQuery = queryOptions({
  queryKey: ['messages', 'badge'],
  queryFn: ({ signal }) =>
    Promise.all([
      api.listMessages({ query: { status: 'held', limit: COUNTED_UP_TO }, signal }),
      api.listHeld({ query: { limit: COUNTED_UP_TO }, signal }),
    ]),
  select: ([messages, others]) =>
    badgeOf({ items: [...messages.items, ...others.items], next: messages.next ?? others.next }),
  refetchInterval: 30_000,
});

function badgeOf(answer: { items: unknown[]; next: string | null }): string {
  const { length } = answer.items;
  if (length === 0) return '';
  return answer.next || length > COUNTED_UP_TO ? `${COUNTED_UP_TO}+` : String(length);
}
