import { Button, Group, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { tell, tellError } from '../../ui/notify.ts';

interface ArchiveProgressProps {
  line: WorkflowLine;
  /** The job that takes people out; nothing is shown without. */
  job: string | undefined;
  onClose: () => void;
}

/** How far people are taken out of a workflow that was put away. It goes on when it is closed. */
export function ArchiveProgress({ line: { id, name }, job, onClose }: ArchiveProgressProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const client = useQueryClient();
  const close = () => {
    onClose();
    // The workflow leaves the list only now: what is shown stands in its line.
    void client.invalidateQueries({ queryKey: ['workflows'] });
    void client.invalidateQueries({ queryKey: ['workflow', id] });
  };
  return (
    <Modal
      opened={job !== undefined}
      onClose={close}
      title={t('workflows.told.archived', { name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {job !== undefined && (
        <JobProgress
          job={job}
          label={t('workflows.takingOut')}
          onDone={() => {
            tell(t('workflows.told.archived', { name }));
            close();
          }}
          onFailed={(failure) => {
            tellError(failure);
            close();
          }}
        />
      )}
      <Text size="sm" c="dimmed" my="sm">
        {t('workflows.takingOutHint')}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('shell:common.close')}
        </Button>
      </Group>
    </Modal>
  );
}
