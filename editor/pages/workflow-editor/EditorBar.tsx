import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronRight,
  IconPlayerPlay,
  IconRocket,
  IconSearch,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { roleAllows } from '../../../shared/people.ts';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { redo, undo, useDraft } from '../../draft/draft-store.ts';
import { useProblems } from '../../draft/problems-store.ts';
import { useView } from '../../draft/view-store.ts';
import { setWorkflow } from '../../inspector/set-step.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { Later } from '../../ui/Later.tsx';
import { TextLink } from '../../ui/links.tsx';
import { sessionQuery } from '../queries.ts';
import classes from './editor.module.css';
import { MoreMenu } from './MoreMenu.tsx';
import { PresentPeople, PublishDialog, StuckPeople } from './parts.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { useHasChanges } from './use-has-changes.ts';

/** The bar above the editor: where one is, whether it is saved and live, and what can be done with the whole. */
export function EditorBar({ workflow, onTest }: { workflow: WorkflowView; onTest: () => void }) {
  const { t } = useTranslation('canvas');
  const [isPublishing, publishing] = useDisclosure(false);
  const role = useQuery(sessionQuery).data?.person.role;
  const mayEdit = role === undefined || roleAllows(role, 'marketer');
  const canUndo = useDraft(({ history }) => history.past.length > 0);
  const canRedo = useDraft(({ history }) => history.future.length > 0);
  const errors = useProblems(
    ({ problems }) => problems.filter(({ severity }) => severity === 'error').length,
  );
  return (
    <header className={classes.bar}>
      <div className={classes.crumb}>
        <TextLink to="/workflows" size="sm">
          {t('bar.workflows')}
        </TextLink>
        <IconChevronRight size={15} aria-hidden />
        <NameField />
      </div>
      <Badges workflow={workflow} />
      <Later>
        <StuckPeople workflowId={workflow.id} isLive={workflow.liveVersion !== undefined} />
      </Later>
      {mayEdit ? <SaveStatus /> : <Chip tone="warn">{t('bar.viewOnly')}</Chip>}
      <span className={classes.space} />
      <Later>
        <PresentPeople />
      </Later>
      <div className={classes.tools}>
        <Hint label={t('bar.undo')} keys="Ctrl Z">
          <ActionIcon size={32} aria-label={t('bar.undo')} disabled={!canUndo} onClick={undo}>
            <IconArrowBackUp size={19} />
          </ActionIcon>
        </Hint>
        <Hint label={t('bar.redo')} keys="Ctrl Shift Z">
          <ActionIcon size={32} aria-label={t('bar.redo')} disabled={!canRedo} onClick={redo}>
            <IconArrowForwardUp size={19} />
          </ActionIcon>
        </Hint>
        <Hint label={t('bar.search')} keys="Ctrl F">
          <ActionIcon
            size={32}
            aria-label={t('bar.search')}
            onClick={() => useView.setState({ isFinding: true })}
          >
            <IconSearch size={18} />
          </ActionIcon>
        </Hint>
        <MoreMenu workflow={workflow} />
        <Button
          variant="default"
          size="sm"
          h={34}
          className={classes.test}
          title={t('bar.test')}
          leftSection={<IconPlayerPlay size={16} />}
          onClick={onTest}
        >
          <span className={classes.word}>{t('bar.test')}</span>
        </Button>
        <Button
          size="sm"
          h={34}
          className={classes.publish}
          title={t('bar.publish')}
          leftSection={<IconRocket size={16} />}
          aria-label={errors > 0 ? t('bar.publishErrors', { count: errors }) : t('bar.publish')}
          disabled={!mayEdit}
          onClick={publishing.open}
        >
          <span className={classes.word}>{t('bar.publish')}</span>
          {errors > 0 && <span className={classes.badge}>{errors}</span>}
        </Button>
      </div>
      <Later>
        <PublishDialog workflow={workflow} opened={isPublishing} onClose={publishing.close} />
      </Later>
    </header>
  );
}

/** The name as the page's heading, which can be written over. */
function NameField() {
  const { t } = useTranslation('canvas');
  const name = useDraft(({ history }) => history.present.name);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  return (
    <h1 className={classes.name}>
      <span aria-hidden>{name || t('bar.unnamed')}</span>
      <input
        aria-label={t('bar.name')}
        placeholder={t('bar.unnamed')}
        maxLength={200}
        size={1}
        readOnly={isReadOnly}
        value={name}
        onChange={(event) => setWorkflow({ name: event.currentTarget.value }, 'name')}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </h1>
  );
}

function Badges({ workflow: { id, status, liveVersion, brake } }: { workflow: WorkflowView }) {
  const { t, i18n } = useTranslation(['canvas', 'pages']);
  const hasChanges = useHasChanges(id, liveVersion);
  const version = liveVersion ?? 0;
  return (
    <>
      {status === 'live' && (
        <Chip tone="ok" dot>
          {t('bar.live', { version })}
        </Chip>
      )}
      {status === 'paused' && <Chip tone="warn">{t('bar.paused', { version })}</Chip>}
      {brake && (
        <Chip tone="error">
          {t(`pages:bars.brakes.${brake.kind}`, {
            percent: brake.percent.toLocaleString(i18n.language, { maximumFractionDigits: 2 }),
          })}
        </Chip>
      )}
      {status === 'archived' && <Chip>{t('bar.archived')}</Chip>}
      {hasChanges && (
        <Chip {...(liveVersion === undefined ? {} : { title: t('bar.changes') })}>{t('bar.draft')}</Chip>
      )}
    </>
  );
}
