import { Drawer, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { conditionSummary, triggerName } from '../../canvas/step-words.ts';
import { WorkflowPicture } from '../../canvas/WorkflowPicture.tsx';
import { Facts } from '../../ui/Facts.tsx';
import classes from './Gallery.module.css';
import { PlaybookNeeds } from './PlaybookNeeds.tsx';
import { picturedWorkflow } from './read-playbooks.ts';
import { UsePlaybook } from './UsePlaybook.tsx';

/** Everything about one playbook before it becomes a workflow. */
export function PlaybookDrawer({
  playbook,
  onClose,
}: {
  playbook: PlaybookView | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation('shell');
  return (
    <Drawer
      opened={playbook !== undefined}
      onClose={onClose}
      size={760}
      title={playbook?.name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {playbook && <Details key={playbook.key} playbook={playbook} />}
    </Drawer>
  );
}

function Details({ playbook }: { playbook: PlaybookView }) {
  const { t } = useTranslation(['pages', 'words']);
  const workflow = picturedWorkflow(playbook);
  const { goal } = workflow;
  return (
    <Stack>
      <p className={classes.about}>{playbook.about}</p>
      <UsePlaybook playbook={playbook} />
      <Facts
        of={[
          [t('gallery.starts'), triggerName(workflow)],
          [t('gallery.writes'), t(`gallery.to.${playbook.writesTo ?? 'nobody'}`)],
          [
            t('gallery.hands'),
            rolesIn(workflow)
              .map((role) => t(`words:roles.${role}`))
              .join(', '),
          ],
          [t('gallery.goal'), goal && conditionSummary(goal.when)],
          [t('gallery.leaves'), workflow.exit.map(({ event }) => event).join(', ')],
        ]}
      />
      <section>
        <h3 className={classes.heading}>{t('gallery.steps')}</h3>
        <div className={classes.wholePicture}>
          <WorkflowPicture workflow={workflow} />
        </div>
      </section>
      <PlaybookNeeds playbook={playbook} />
      <section>
        <h3 className={classes.heading}>{t('gallery.cases')}</h3>
        <p className={classes.about}>{t('gallery.casesAbout')}</p>
        <ul className={classes.plain}>
          {playbook.cases.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </section>
    </Stack>
  );
}

/** Those who get its tasks. */
function rolesIn(workflow: Workflow) {
  const roles = Object.values(workflow.steps).flatMap((step) =>
    step.kind === 'create-task' && 'role' in step.assignee ? [step.assignee.role] : [],
  );
  return [...new Set(roles)];
}
