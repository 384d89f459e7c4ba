import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconDownload,
  IconFileImport,
  IconGitCompare,
  IconHistory,
  IconMailPause,
  IconPlayerPause,
  IconPlayerPlay,
  IconSettings,
  IconUsersPlus,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { useTakeFile } from '../../canvas/use-drops.ts';
import { compareWith } from '../../draft/comparison-store.ts';
import { currentDraft, useDraft } from '../../draft/draft-store.ts';
import { readDocument } from '../../draft/read-document.ts';
import { takeEtag } from '../../draft/saving.ts';
import { select } from '../../draft/view-store.ts';
import { Later } from '../../ui/Later.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { EnrolDialog, ReasonsDrawer, ResumeDialog, VersionsDrawer } from './parts.tsx';
import { liveVersionQuery, workflowQuery } from './queries.ts';
import type { Overdue } from './ResumeDialog.tsx';

/** What is done rarely: pause and resume, export, settings. */
export function MoreMenu({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation(['canvas', 'pages']);
  const client = useQueryClient();
  const [hasVersions, setVersions] = useState(false);
  const [hasReasons, setReasons] = useState(false);
  const [isEnrolling, setEnrolling] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const takeFile = useTakeFile();
  const [overdue, setOverdue] = useState<number>();
  const { id, status } = workflow;
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const take = (view: WorkflowView, message: string) => {
    takeEtag(view.etag);
    client.setQueryData(workflowQuery(id).queryKey, view);
    tell(message);
  };
  const compareLive = async () => {
    const version = await client.fetchQuery(liveVersionQuery(id, workflow.liveVersion));
    const live = version && readDocument(version.document);
    if (live) compareWith(version.version, live);
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
      <Menu width={210}>
        <Menu.Target>
          <ActionIcon size={32} aria-label={t('bar.more')}>
            <IconDots size={19} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {status === 'live' && !isReadOnly && (
            <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => void pause()}>
              {t('bar.pause')}
            </Menu.Item>
          )}
          {status === 'paused' && !isReadOnly && (
            <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => void resume()}>
              {t('bar.resume')}
            </Menu.Item>
          )}
          {status === 'live' && !isReadOnly && (
            <Menu.Item leftSection={<IconUsersPlus size={16} />} onClick={() => setEnrolling(true)}>
              {t('enrol.menu')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconSettings size={16} />}
            onClick={() => select(null, { tab: 'settings' })}
          >
            {t('bar.settings')}
          </Menu.Item>
          {workflow.liveVersion !== undefined && (
            <Menu.Item leftSection={<IconGitCompare size={16} />} onClick={() => void compareLive()}>
              {t('compare.live')}
            </Menu.Item>
          )}
          {workflow.liveVersion !== undefined && (
            <Menu.Item leftSection={<IconMailPause size={16} />} onClick={() => setReasons(true)}>
              {t('pages:running.reasons.menu')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => setVersions(true)}>
            {t('versions.title')}
          </Menu.Item>
          {!isReadOnly && (
            <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => file.current?.click()}>
              {t('bar.import')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={exportDocument}>
            {t('bar.export')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
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

/** Hands out the document as it is drawn now, as other systems and Git keep it. */
function exportDocument(): void {
  const workflow = currentDraft();
  const blob = new Blob([`${JSON.stringify(workflow, null, 2)}\n`], { type: 'application/json' });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${workflow.key ?? (workflow.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase() || 'workflow')}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
