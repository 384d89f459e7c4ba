import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api-client.ts';

/** The address of the page on which a webhook is made; no id has this form. */
export const NEW_HOOK = 'new';

/** One webhook; asked for only where there is one. */
export function hookQuery(id: string) {
  return queryOptions({
    queryKey: ['hooks', id],
    queryFn: ({ signal }) => api.getHook({ params: { id }, signal }),
    enabled: id !== NEW_HOOK,
  });
}
