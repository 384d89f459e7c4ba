import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

interface Page<Item> {
  items: Item[];
  next: string | null;
}

interface ListOptions {
  /** Ask again every so many milliseconds while the page is visible. */
  every?: number | false;
}

/** A list of the server, page by page: the rows so far, and how to get more. */
export function useList<Item>(
  queryKey: QueryKey,
  fetchPage: (place: { cursor?: string }, signal: AbortSignal) => Promise<Page<Item>>,
  { every = false }: ListOptions = {},
) {
  const query = useInfiniteQuery({
    // Never the key of a plain query: what that keeps has no pages, and would break the list.
    queryKey: [...queryKey, 'page by page'],
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam === '' ? {} : { cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page: Page<Item>) => page.next,
    refetchInterval: every,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items),
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    /** To be handed to `DataTable`. */
    paging: {
      hasMore: query.hasNextPage,
      isLoadingMore: query.isFetchingNextPage,
      onMore: () => void query.fetchNextPage(),
    },
  };
}
