import { Select, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ContactView, consent, type Permissions } from '../../../shared/contact.ts';
import { api } from '../../api-client.ts';
import { tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { useMay } from '../use-may.ts';

/** What a contact agreed to; changed here when they said so by other ways than the preference page. */
export function PermissionPanel({ contact, userId }: { contact: ContactView; userId: string }) {
  const { t } = useTranslation(['pages', 'words']);
  const may = useMay();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (body: Partial<Permissions>) => api.changePermissions({ params: { userId }, body }),
    onSuccess: async (changed, body) => {
      const was = { objected: false, ...contact.permissions };
      queryClient.setQueryData(['contact', userId], changed);
      // Signals and health come and go with it.
      if (body.objected !== undefined) await queryClient.invalidateQueries({ queryKey: ['contact'] });
      const before = Object.fromEntries(
        Object.entries(was).filter(([name]) => Object.hasOwn(body, name)),
      ) as Partial<Permissions>;
      tellWithUndo(t('contacts.permission.told'), () => change.mutate(before));
    },
    onError: tellError,
  });
  const options = consent.options.map((value) => ({ value, label: t(`words:consent.${value}`) }));
  const { topicsOff } = contact.permissions;
  return (
    <Panel title={t('contacts.permission.title')} about={t('contacts.permission.about')}>
      <Stack gap="sm">
        {(['email', 'phone'] as const).map((channel) => (
          <Select
            key={channel}
            label={t(`contacts.permission.${channel}`)}
            data={options}
            value={contact.permissions[channel]}
            disabled={!may('marketer') || change.isPending}
            onChange={(value) => value && change.mutate({ [channel]: value as Permissions['email'] })}
          />
        ))}
        <Switch
          label={t('contacts.permission.objected')}
          description={t('contacts.permission.objectedHint')}
          checked={contact.permissions.objected ?? false}
          disabled={!may('marketer') || change.isPending}
          onChange={({ currentTarget }) => change.mutate({ objected: currentTarget.checked })}
        />
        {topicsOff.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('contacts.permission.topicsOff', { topics: topicsOff.join(', ') })}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
