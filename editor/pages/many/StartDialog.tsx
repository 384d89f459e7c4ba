import { Button, Group, Modal, Progress, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { useAbout } from './use-about.ts';
import { type AllOf, type Chosen, type ManyOf, useManyActions } from './use-many-actions.ts';

interface StartDialogProps {
  of: ManyOf;
  chosen: readonly Chosen[];
  /** All that a list finds, in their place. */
  all?: AllOf | undefined;
  onClose: () => void;
  onDone?: () => void;
}

/** Starts a live workflow for one account or contact, or for several. */
export function StartDialog({ of, chosen, all, onClose, onDone }: StartDialogProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const [workflowId, setWorkflowId] = useState<string | null>(null);
  const live = useQuery({
    queryKey: ['workflows', 'live'],
    queryFn: ({ signal }) => api.listWorkflows({ query: { status: 'live', limit: 200 }, signal }),
  });
  const { start, isPending, share, stop } = useManyActions(of, {
    all,
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  const options = live.data?.items.map(({ id, name }) => ({ value: id, label: name }));
  const workflow = live.data?.items.find(({ id }) => id === workflowId);
  const { title } = useAbout(of, chosen, all);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <Stack>
        <Select
          size="sm"
          label={t('contacts.enrol.workflow')}
          description={of === 'contacts' ? t('contacts.enrol.text') : t('risk.start.text')}
          data={options ?? []}
          value={workflowId}
          onChange={setWorkflowId}
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
          <Button variant="default" onClick={stop ?? onClose}>
            {stop ? t('many.all.stop') : t('shell:common.cancel')}
          </Button>
          <Button
            disabled={!workflow}
            loading={isPending}
            onClick={() => workflow && start(chosen, workflow)}
          >
            {t('risk.start.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
