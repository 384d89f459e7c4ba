import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { lazyPart } from '../../lazy-part.ts';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { wantedPart } from '../../wanted-part.ts';
import { useWorkflowActions } from './use-workflow-actions.ts';

const items = wantedPart(async () => (await import('./WorkflowItems.tsx')).WorkflowItems);
const ArchiveProgress = lazyPart(() => import('./ArchiveProgress.tsx'), 'ArchiveProgress', 'rest');
const ResumeDialog = lazyPart(() => import('./ResumeDialog.tsx'), 'ResumeDialog', 'rest');

/** What can be done with a workflow without opening it. */
export function WorkflowMenu({ line }: { line: WorkflowLine }) {
  const { t } = useTranslation('shell');
  const [overdue, setOverdue] = useState<number>();
  const [archiving, setArchiving] = useState<string>();
  const actions = useWorkflowActions(line, setOverdue, setArchiving);
  return (
    <>
      <MenuButton items={items} given={{ line, actions }}>
        <ActionIcon aria-label={t('common.actionsOf', { name: line.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </MenuButton>
      <Suspense fallback={null}>
        {archiving !== undefined && (
          <ArchiveProgress line={line} job={archiving} onClose={() => setArchiving(undefined)} />
        )}
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
      </Suspense>
    </>
  );
}
