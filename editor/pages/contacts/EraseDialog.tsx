import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { tell } from '../../ui/notify.ts';

interface EraseDialogProps {
  userId: string;
  name: string;
  onClose: () => void;
}

/** Erases a contact after its id was typed, since nothing brings it back. */
export function EraseDialog({ userId, name, onClose }: EraseDialogProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const erase = useMutation({
    mutationFn: () => api.eraseContact({ params: { userId } }),
    onSuccess: async () => {
      tell(t('contacts.erase.told'));
      await navigate({ to: '/contacts' });
      queryClient.removeQueries({ queryKey: ['contact', userId] });
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('contacts.erase.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed === userId) erase.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{t('contacts.erase.text')}</Text>
          <TextInput
            size="sm"
            label={t('shell:common.typeToConfirm', { word: userId })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <ErrorNotice error={erase.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell:common.cancel')}
            </Button>
            <Button type="submit" color="red" disabled={typed !== userId} loading={erase.isPending}>
              {t('contacts.erase.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
