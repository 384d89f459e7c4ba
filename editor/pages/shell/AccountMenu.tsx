import { Menu, VisuallyHidden } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { initials } from '../../ui/initials.ts';
import { sessionQuery } from '../queries.ts';
import classes from './Rail.module.css';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation(['shell', 'words']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      queryClient.clear();
    },
  });
  if (!session) return null;
  const { name, email, role } = session.person;
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button type="button" className={classes.item}>
          <span className={classes.person} aria-hidden>
            {initials(name)}
          </span>
          <VisuallyHidden>{t('account.label', { name })}</VisuallyHidden>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name}
          <br />
          {email} · {t(`words:roles.${role}`)}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => signOut.mutate()}>
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
