import { Menu } from '@mantine/core';
import {
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
import { useTranslation } from 'react-i18next';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { compareWith } from '../../draft/comparison-store.ts';
import { currentDraft, useDraft } from '../../draft/draft-store.ts';
import { readDocument } from '../../draft/read-document.ts';
import { select } from '../../draft/view-store.ts';
import { liveVersionQuery } from './queries.ts';

interface MoreItemsProps {
  workflow: WorkflowView;
  onPause: () => void;
  onResume: () => void;
  onEnrol: () => void;
  onReasons: () => void;
  onVersions: () => void;
  onImport: () => void;
}

/** What stands in the menu of a workflow. */
export function MoreItems({
  workflow,
  onPause,
  onResume,
  onEnrol,
  onReasons,
  onVersions,
  onImport,
}: MoreItemsProps) {
  const { t } = useTranslation(['canvas', 'pages']);
  const client = useQueryClient();
  const { id, status } = workflow;
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const compareLive = async () => {
    const version = await client.fetchQuery(liveVersionQuery(id, workflow.liveVersion));
    const live = version && readDocument(version.document);
    if (live) compareWith(version.version, live);
  };
  return (
    <>
      {status === 'live' && !isReadOnly && (
        <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={onPause}>
          {t('bar.pause')}
        </Menu.Item>
      )}
      {status === 'paused' && !isReadOnly && (
        <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={onResume}>
          {t('bar.resume')}
        </Menu.Item>
      )}
      {status === 'live' && !isReadOnly && (
        <Menu.Item leftSection={<IconUsersPlus size={16} />} onClick={onEnrol}>
          {t('enrol.menu')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => select(null, { tab: 'settings' })}>
        {t('bar.settings')}
      </Menu.Item>
      {workflow.liveVersion !== undefined && (
        <Menu.Item leftSection={<IconGitCompare size={16} />} onClick={() => void compareLive()}>
          {t('compare.live')}
        </Menu.Item>
      )}
      {workflow.liveVersion !== undefined && (
        <Menu.Item leftSection={<IconMailPause size={16} />} onClick={onReasons}>
          {t('pages:running.reasons.menu')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconHistory size={16} />} onClick={onVersions}>
        {t('versions.title')}
      </Menu.Item>
      {!isReadOnly && (
        <Menu.Item leftSection={<IconFileImport size={16} />} onClick={onImport}>
          {t('bar.import')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconDownload size={16} />} onClick={exportDocument}>
        {t('bar.export')}
      </Menu.Item>
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
