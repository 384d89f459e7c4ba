import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconCopy,
  IconFileExport,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { useMay } from '../use-may.ts';
import type { useWorkflowActions } from './use-workflow-actions.ts';

interface WorkflowItemsProps {
  line: WorkflowLine;
  actions: ReturnType<typeof useWorkflowActions>;
}

/** What stands in the menu of a workflow's row. */
export function WorkflowItems({ line, actions }: WorkflowItemsProps) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const canChange = may('marketer');
  return (
    <>
      {canChange && line.status === 'live' && (
        <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={actions.pause}>
          {t('workflows.menu.pause')}
        </Menu.Item>
      )}
      {canChange && line.status === 'paused' && (
        <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => actions.resume()}>
          {t('workflows.menu.resume')}
        </Menu.Item>
      )}
      {canChange && (
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={actions.duplicate}>
          {t('workflows.menu.duplicate')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconFileExport size={16} />} onClick={actions.exportJson}>
        {t('workflows.menu.export')}
      </Menu.Item>
      {canChange && line.status !== 'archived' && line.status !== 'draft' && (
        <Menu.Item leftSection={<IconArchive size={16} />} onClick={actions.archive}>
          {t('workflows.menu.archive')}
        </Menu.Item>
      )}
      {may('manager') && line.entered === 0 && (
        <Menu.Item color="var(--m-error)" leftSection={<IconTrash size={16} />} onClick={actions.remove}>
          {t('workflows.menu.delete')}
        </Menu.Item>
      )}
    </>
  );
}
