import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SubjectKind } from '../../../shared/segment.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { keyFrom } from './key-from.ts';

/** Makes a segment with a first rule, which its page then changes. */
export function NewSegmentDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['pages', 'shell']);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useForm<{ name: string; subject: SubjectKind }>({
    initialValues: { name: '', subject: 'contact' },
    validate: { name: (text) => (keyFrom(text) === '' ? t('segments.new.nameNeeded') : null) },
  });
  const make = useMutation({
    mutationFn: ({ name, subject }: typeof form.values) =>
      api.createSegment({
        body: {
          key: keyFrom(name),
          name: name.trim(),
          subject,
          when: {
            all: [
              subject === 'contact'
                ? { fact: 'contact', path: '$.email', operator: 'exists', value: true }
                : { fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 0 },
            ],
          },
        },
      }),
    onSuccess: async ({ key }) => {
      await queryClient.invalidateQueries({ queryKey: ['segments'] });
      await navigate({ to: '/segments/$key', params: { key } });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('segments.new.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
        <Stack>
          <TextInput label={t('segments.name')} data-autofocus {...form.getInputProps('name')} />
          <Radio.Group label={t('segments.of')} {...form.getInputProps('subject')}>
            <Stack gap={8} mt={4}>
              <Radio value="contact" label={t('segments.subject.contact')} />
              <Radio value="account" label={t('segments.subject.account')} />
            </Stack>
          </Radio.Group>
          <ErrorNotice error={make.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell:common.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('segments.new.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
