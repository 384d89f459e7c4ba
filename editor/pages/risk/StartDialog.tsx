import { Button, Group, Modal, Progress, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { useAccountActions } from './use-account-actions.ts';

interface StartDialogProps {
  accounts: readonly { id: string; name?: string | undefined }[];
  onClose: () => void;
  onDone?: () => void;
}

/** Starts a live workflow for one account or several. */
export function StartDialog({ accounts, onClose, onDone }: StartDialogProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const [chosen, setChosen] = useState<string | null>(null);
  const [share, setShare] = useState(0);
  const live = useQuery({
    queryKey: ['workflows', 'live'],
    queryFn: ({ signal }) => api.listWorkflows({ query: { status: 'live', limit: 200 }, signal }),
  });
  const { start, isPending } = useAccountActions(() => {
    onClose();
    onDone?.();
  });
  const options = live.data?.items.map(({ id, name }) => ({ value: id, label: name }));
  const workflow = live.data?.items.find(({ id }) => id === chosen);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('risk.start.title', { count: accounts.length, name: accounts[0]?.name ?? accounts[0]?.id })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <Stack>
        <Select
          size="sm"
          label={t('contacts.enrol.workflow')}
          description={t('risk.start.text')}
          data={options ?? []}
          value={chosen}
          onChange={setChosen}
          searchable
          nothingFoundMessage={t('shell:common.none')}
          data-autofocus
        />
        {options?.length === 0 && (
          <ButtonLink variant="default" to="/workflows/new">
            {t('risk.start.gallery')}
          </ButtonLink>
        )}
        {isPending && <Progress value={Math.max(4, share * 100)} aria-label={t('risk.working')} animated />}
        <ErrorNotice error={live.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell:common.cancel')}
          </Button>
          <Button
            disabled={!workflow}
            loading={isPending}
            onClick={() =>
              workflow && start(accounts, workflow, (done, total) => setShare(total === 0 ? 0 : done / total))
            }
          >
            {t('risk.start.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
