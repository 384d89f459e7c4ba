import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { doorChecks } from '../doors/door-checks.ts';

/** Invites somebody; the link to send them is shown once, here. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(['pages', 'words', 'shell']);
  const queryClient = useQueryClient();
  const { email } = doorChecks(i18n.getFixedT(i18n.language, 'pages'));
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: '', role: 'marketer' },
    validate: { email },
  });
  const invite = useMutation({
    mutationFn: (body: typeof form.values) => api.invitePerson({ body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['people'] }),
  });
  const made = invite.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        made ? t('settings.people.linkTitle', { email: made.person.email }) : t('settings.people.inviteTitle')
      }
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
      closeOnClickOutside={!made}
    >
      {made ? (
        <Stack>
          <Text size="sm">
            {t('settings.people.linkText', { when: formatDateTime(made.expiresAt, i18n.language) })}
          </Text>
          <CopyField label={t('settings.people.link')} value={made.link} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('shell:common.close')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => invite.mutate(values))} noValidate>
          <Stack>
            <TextInput
              size="sm"
              type="email"
              label={t('doors.email')}
              data-autofocus
              {...form.getInputProps('email')}
            />
            <Select
              size="sm"
              label={t('settings.people.columns.role')}
              data={roles.map((value) => ({ value, label: t(`words:roles.${value}`) }))}
              {...form.getInputProps('role')}
            />
            <ErrorNotice error={invite.error} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('shell:common.cancel')}
              </Button>
              <Button type="submit" loading={invite.isPending}>
                {t('settings.people.inviteSubmit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
