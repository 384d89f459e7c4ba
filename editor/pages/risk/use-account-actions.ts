import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { tell, tellError } from '../../ui/notify.ts';

/** What can be done for one account by hand, beside what can be done for several. */
export function useAccountActions() {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const open = useMutation({
    mutationFn: (accountId: string) => api.openCase({ body: { accountId } }),
    onSuccess: () => tell(t('cases.opened')),
    onError: tellError,
    onSettled: () =>
      Promise.all(
        ['accounts', 'account', 'cases', 'tasks', 'timeline'].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  return {
    openCase: (id: string) => open.mutate(id),
  };
}
