import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { tell } from '../../ui/notify.ts';

interface EnrolDialogProps {
  userId: string;
  name: string;
  onClose: () => void;
}

/** Puts one contact into a live workflow by hand. */
export function EnrolDialog({ userId, name, onClose }: EnrolDialogProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const live = useQuery({
    queryKey: ['workflows', 'live'],
    queryFn: ({ signal }) => api.listWorkflows({ query: { status: 'live', limit: 200 }, signal }),
  });
  const options = live.data?.items.map(({ id, name }) => ({ value: id, label: name }));
  const enrol = useMutation({
    mutationFn: (id: string) => api.enrol({ params: { id }, body: { userIds: [userId] } }),
    onSuccess: async (_, id) => {
      const workflow = options?.find(({ value }) => value === id)?.label ?? id;
      tell(t('contacts.enrol.told', { name, workflow }));
      onClose();
      await queryClient.invalidateQueries({ queryKey: ['timeline', userId] });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('contacts.enrol.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <Stack>
        <Select
          size="sm"
          label={t('contacts.enrol.workflow')}
          data={options ?? []}
          value={chosen}
          onChange={setChosen}
          searchable
          nothingFoundMessage={t('shell:common.none')}
          description={options?.length === 0 ? t('contacts.enrol.none') : t('contacts.enrol.text')}
          data-autofocus
        />
        <ErrorNotice error={enrol.error ?? live.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell:common.cancel')}
          </Button>
          <Button disabled={!chosen} loading={enrol.isPending} onClick={() => chosen && enrol.mutate(chosen)}>
            {t('contacts.enrol.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
