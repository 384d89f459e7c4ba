import { Button, Drawer } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { VersionView, WorkflowChange, WorkflowView } from '../../../shared/workflow-view.ts';
import { api } from '../../api-client.ts';
import { compareWith, endComparison, useComparison } from '../../draft/comparison-store.ts';
import { changeDraft } from '../../draft/draft-store.ts';
import { readDocument } from '../../draft/read-document.ts';
import { saveNow, takeTheirs } from '../../draft/saving.ts';
import { schemasThere } from '../../schemas.ts';
import { ask } from '../../ui/ask.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { inBursts } from './bursts.ts';
import { ChangesInWords } from './ChangesInWords.tsx';
import { workflowQuery } from './queries.ts';
import classes from './sheets.module.css';

interface VersionsDrawerProps {
  workflow: WorkflowView;
  opened: boolean;
  onClose: () => void;
}

/** Every published version, to compare with, to go back to; and who changed what. */
export function VersionsDrawer({ workflow, opened, onClose }: VersionsDrawerProps) {
  const { t } = useTranslation(['canvas', 'shell']);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="md"
      title={t('versions.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {opened && (
        <div className={classes.sheet}>
          <Versions workflow={workflow} onClose={onClose} />
          <Changes id={workflow.id} />
        </div>
      )}
    </Drawer>
  );
}

function Versions({ workflow, onClose }: { workflow: WorkflowView; onClose: () => void }) {
  const { t } = useTranslation(['canvas', 'shell']);
  const client = useQueryClient();
  const may = useMay();
  const compared = useComparison(({ comparison }) => comparison?.version);
  const { id, liveVersion } = workflow;
  const list = useList(['workflow', id, 'versions', 'list'], async (place, signal) => {
    // What is listed is read in order to compare it.
    await schemasThere();
    return api.listVersions({ params: { id }, query: { limit: 20, ...place }, signal });
  });
  const compare = ({ version, document }: VersionView) => {
    const older = readDocument(document);
    if (!older) return;
    compareWith(version, older);
    onClose();
  };
  const rollBack = async ({ version }: VersionView) => {
    const sure = await ask({
      title: t('versions.askTitle', { version }),
      text: t('versions.askText'),
      confirm: t('versions.rollback'),
    });
    if (!sure) return;
    try {
      if (!(await saveNow())) return;
      const answer = await api.rollbackWorkflow({ params: { id }, body: { version } });
      const view = await api.getWorkflow({ params: { id } });
      client.setQueryData(workflowQuery(id).queryKey, view);
      await takeTheirs();
      endComparison();
      void client.invalidateQueries({ queryKey: ['workflow', id, 'versions'] });
      tell(t('versions.done', { version: answer.version }));
      onClose();
    } catch (error) {
      tellError(error);
    }
  };
  const takeAsDraft = ({ document }: VersionView) => {
    const older = readDocument(document);
    if (older) changeDraft(() => older);
    onClose();
  };
  if (list.error) return <ErrorNotice error={list.error} onRetry={list.retry} />;
  return (
    <section>
      <h3>{t('versions.published')}</h3>
      {list.rows?.length === 0 && <p>{t('versions.none')}</p>}
      <ul className={classes.peopleList}>
        {list.rows?.map((each, index) => (
          <li key={each.version}>
            <span>
              <strong>{t('versions.version', { version: each.version })}</strong>{' '}
              {each.version === liveVersion && <Chip tone="ok">{t('versions.live')}</Chip>}
              <small>
                {each.publishedBy} · <Moment at={each.publishedAt} />
              </small>
              <WhatChanged version={each} before={list.rows?.[index + 1]} />
            </span>
            <span className={classes.versionTools}>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t('versions.compareWith', { version: each.version })}
                aria-pressed={compared === each.version}
                onClick={() => compare(each)}
              >
                {t('versions.compare')}
              </Button>
              {may('marketer') && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('versions.editVersion', { version: each.version })}
                  onClick={() => takeAsDraft(each)}
                >
                  {t('versions.edit')}
                </Button>
              )}
              {may('marketer') && each.version !== liveVersion && workflow.status !== 'archived' && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t('versions.rollbackTo', { version: each.version })}
                  onClick={() => void rollBack(each)}
                >
                  {t('versions.rollback')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {list.paging.hasMore && (
        <Button size="compact-sm" variant="subtle" onClick={list.paging.onMore}>
          {t('people.more')}
        </Button>
      )}
    </section>
  );
}

/** What a version changed about the one before it. */
function WhatChanged({ version, before }: { version: VersionView; before: VersionView | undefined }) {
  const { t } = useTranslation('canvas');
  const was = before && readDocument(before.document);
  const is = readDocument(version.document);
  if (!was || !is) return null;
  return (
    <details>
      <summary>{t('versions.whatChanged')}</summary>
      <ChangesInWords was={was} is={is} />
    </details>
  );
}

/** Who changed what: saves of one person in a row are one line. */
function Changes({ id }: { id: string }) {
  const { t } = useTranslation('canvas');
  const changes = useQuery({
    queryKey: ['workflow', id, 'changes'],
    queryFn: ({ signal }) => api.workflowChanges({ params: { id }, query: { limit: 200 }, signal }),
    staleTime: 0,
  });
  const say = ({ action, version }: WorkflowChange) => {
    const [, word = ''] = action.split('.');
    const known = ['create', 'save', 'publish', 'paused', 'live', 'archived'] as const;
    const name = known.find((each) => each === word);
    return name ? t(`changes.${name}`, { version: version ?? '' }) : word;
  };
  return (
    <section>
      <h3>{t('changes.title')}</h3>
      <ErrorNotice error={changes.error} />
      <ul className={classes.peopleList}>
        {inBursts(changes.data?.items ?? []).map((change) => (
          <li key={`${change.at} ${change.action}`}>
            <span>
              {say(change)}
              <small>
                {change.by ?? t('changes.unknown')} · <Moment at={change.at} />
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
