import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { useTakeFile } from '../../canvas/use-drops.ts';
import { takeEtag } from '../../draft/saving.ts';
import { textsThere } from '../../i18n/language.ts';
import { Later } from '../../ui/Later.tsx';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { wantedPart } from '../../wanted-part.ts';
import { EnrolDialog, ReasonsDrawer, ResumeDialog, VersionsDrawer } from './parts.tsx';
import { workflowQuery } from './queries.ts';
import type { Overdue } from './ResumeDialog.tsx';

const items = wantedPart(async () => {
  const [{ MoreItems }] = await Promise.all([import('./MoreItems.tsx'), textsThere('rest')]);
  return MoreItems;
});

/** What is done rarely: pause and resume, export, settings. */
export function MoreMenu({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation('canvas');
  const client = useQueryClient();
  const [hasVersions, setVersions] = useState(false);
  const [hasReasons, setReasons] = useState(false);
  const [isEnrolling, setEnrolling] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const takeFile = useTakeFile();
  const [overdue, setOverdue] = useState<number>();
  const { id } = workflow;
  const take = (view: WorkflowView, message: string) => {
    takeEtag(view.etag);
    client.setQueryData(workflowQuery(id).queryKey, view);
    tell(message);
  };
  const pause = async () => {
    try {
      take(await api.pauseWorkflow({ params: { id } }), t('bar.pausedNow'));
    } catch (error) {
      tellError(error);
    }
  };
  const resume = async (choice?: Overdue) => {
    setOverdue(undefined);
    try {
      const body = choice ? { overdue: choice } : {};
      take(await api.resumeWorkflow({ params: { id }, body }), t('bar.resumedNow'));
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'RESUME_CHOICE_NEEDED')
        setOverdue(Number(error.facts.count ?? error.extra.overdue ?? 1));
      else tellError(error);
    }
  };
  return (
    <>
      <MenuButton
        items={items}
        given={{
          workflow,
          onPause: () => void pause(),
          onResume: () => void resume(),
          onEnrol: () => setEnrolling(true),
          onReasons: () => setReasons(true),
          onVersions: () => setVersions(true),
          onImport: () => file.current?.click(),
        }}
        width={210}
      >
        <ActionIcon size={32} aria-label={t('bar.more')}>
          <IconDots size={19} />
        </ActionIcon>
      </MenuButton>
      <input
        ref={file}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label={t('bar.import')}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          // Chosen once more it must be taken once more.
          if (chosen) void takeFile(chosen).finally(() => (currentTarget.value = ''));
        }}
      />
      <Later>
        {isEnrolling && <EnrolDialog workflow={workflow} onClose={() => setEnrolling(false)} />}
        <ReasonsDrawer workflowId={id} opened={hasReasons} onClose={() => setReasons(false)} />
        <VersionsDrawer workflow={workflow} opened={hasVersions} onClose={() => setVersions(false)} />
      </Later>
      <Later wanted={overdue !== undefined}>
        <ResumeDialog
          name={workflow.name}
          count={overdue}
          onClose={() => setOverdue(undefined)}
          onChoose={resume}
        />
      </Later>
    </>
  );
}
