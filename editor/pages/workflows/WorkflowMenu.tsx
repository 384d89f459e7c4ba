import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArchive,
  IconCopy,
  IconDots,
  IconFileExport,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { useMay } from '../use-may.ts';
import { ArchiveProgress } from './ArchiveProgress.tsx';
import { ResumeDialog } from './ResumeDialog.tsx';
import { useWorkflowActions } from './use-workflow-actions.ts';

/** What can be done with a workflow without opening it. */
export function WorkflowMenu({ line }: { line: WorkflowLine }) {
  const { t } = useTranslation(['pages', 'shell']);
  const may = useMay();
  const [overdue, setOverdue] = useState<number>();
  const [archiving, setArchiving] = useState<string>();
  const actions = useWorkflowActions(line, setOverdue, setArchiving);
  const canChange = may('marketer');
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('shell:common.actionsOf', { name: line.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
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
        </Menu.Dropdown>
      </Menu>
      <ArchiveProgress line={line} job={archiving} onClose={() => setArchiving(undefined)} />
      {overdue !== undefined && (
        <ResumeDialog
          name={line.name}
          count={overdue}
          onClose={() => setOverdue(undefined)}
          onChoose={(choice) => {
            setOverdue(undefined);
            actions.resume(choice);
          }}
        />
      )}
    </>
  );
}
