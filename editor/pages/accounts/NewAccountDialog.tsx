import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** Makes an account by hand; everything else comes with the product’s group calls. */
export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['pages', 'shell']);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { id: '', name: '', plan: '', mrr: '' as number | '' },
    validate: { id: (text) => (text.trim() ? null : t('accounts.new.idNeeded')) },
  });
  const make = useMutation({
    mutationFn: ({ id, name, plan, mrr }: typeof form.values) =>
      api.createAccount({
        body: {
          id: id.trim(),
          ...(name.trim() ? { name: name.trim() } : {}),
          traits: { ...(plan.trim() ? { plan: plan.trim() } : {}), ...(mrr === '' ? {} : { mrr }) },
        },
      }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['accounts'] });
      await navigate({ to: '/accounts/$id', params: { id } });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accounts.new.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
        <Stack>
          <TextInput
            label={t('accounts.new.id')}
            description={t('accounts.new.idText')}
            data-autofocus
            {...form.getInputProps('id')}
          />
          <TextInput label={t('accounts.new.name')} {...form.getInputProps('name')} />
          <TextInput label={t('accounts.plan')} {...form.getInputProps('plan')} />
          <NumberInput label={t('accounts.mrr')} min={0} {...form.getInputProps('mrr')} />
          <ErrorNotice error={make.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell:common.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('accounts.new.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
