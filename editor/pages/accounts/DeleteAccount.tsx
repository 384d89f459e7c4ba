import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { tell, tellError } from '../../ui/notify.ts';

/** Deletes an account after a question; its people stay. */
export function DeleteAccount({ account }: { account: AccountView }) {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.deleteAccount({ params: { id: account.id } }),
    onSuccess: async () => {
      tell(t('accounts.delete.told'));
      await navigate({ to: '/accounts' });
      await queryClient.invalidateQueries({ queryKey: ['accounts'] });
    },
    onError: tellError,
  });
  async function confirm() {
    const isSure = await ask({
      title: t('accounts.delete.title', { name: account.name ?? account.id }),
      text: t('accounts.delete.text'),
      confirm: t('accounts.delete.submit'),
      grave: true,
    });
    if (isSure) remove.mutate();
  }
  return (
    <Button size="sm" variant="subtle" color="red" loading={remove.isPending} onClick={() => void confirm()}>
      {t('accounts.delete.button')}
    </Button>
  );
}
