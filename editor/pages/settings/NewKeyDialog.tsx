import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SitesField } from './SitesField.tsx';

const kinds = ['server', 'browser', 'api'] as const;

/** Makes a key; its secret is shown once, here. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const queryClient = useQueryClient();
  const form = useForm<{ name: string; kind: (typeof kinds)[number]; role: Role; origins: string[] }>({
    initialValues: { name: '', kind: 'server', role: 'viewer', origins: [] },
    validate: { name: (name) => (name.trim() ? null : t('settings.templates.needed')) },
  });
  const create = useMutation({
    mutationFn: ({ name, kind, role, origins }: typeof form.values) =>
      api.createKey({
        body: { name, kind, ...(kind === 'api' ? { role } : {}), ...(kind === 'browser' ? { origins } : {}) },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(create.data ? 'settings.keys.secretTitle' : 'settings.keys.new')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <Stack>
          <Text size="sm">{t('settings.keys.secretText')}</Text>
          <CopyField label={t('settings.keys.secret')} value={create.data.secret} />
          {create.data.identitySecret && (
            <CopyField label={t('settings.keys.identitySecret')} value={create.data.identitySecret} />
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('settings.keys.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
          <Stack>
            <TextInput
              size="sm"
              label={t('settings.keys.name')}
              description={t('settings.keys.nameHint')}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Radio.Group label={t('settings.keys.kind')} {...form.getInputProps('kind')}>
              <Stack gap="sm" mt={4}>
                {kinds.map((kind) => (
                  <Radio
                    key={kind}
                    value={kind}
                    label={t(`settings.keys.kinds.${kind}`)}
                    description={t(`settings.keys.kindTexts.${kind}`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
            {form.values.kind === 'api' && (
              <Select
                size="sm"
                label={t('settings.keys.role')}
                data={roles.map((value) => ({ value, label: t(`words:roles.${value}`) }))}
                {...form.getInputProps('role')}
              />
            )}
            {form.values.kind === 'browser' && (
              <SitesField
                value={form.values.origins}
                onChange={(origins) => form.setFieldValue('origins', origins)}
              />
            )}
            <ErrorNotice error={create.error} />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('shell:common.cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('settings.keys.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
