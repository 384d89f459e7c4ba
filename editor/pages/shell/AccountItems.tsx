import { Menu } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';

/** What the menu of who is signed in says, and the way out. */
export function AccountItems({ name, email, role }: Pick<PersonView, 'name' | 'email' | 'role'>) {
  const { t } = useTranslation(['shell', 'words']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      queryClient.clear();
    },
  });
  return (
    <>
      <Menu.Label>
        {name}
        <br />
        {email} · {t(`words:roles.${role}`)}
      </Menu.Label>
      <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => signOut.mutate()}>
        {t('account.signOut')}
      </Menu.Item>
    </>
  );
}
