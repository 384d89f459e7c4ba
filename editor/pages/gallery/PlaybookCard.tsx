import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import { WorkflowPicture } from '../../canvas/WorkflowPicture.tsx';
import { Chip } from '../../ui/Chip.tsx';
import classes from './Gallery.module.css';
import { missingIn, picturedWorkflow } from './read-playbooks.ts';

/** A playbook among the others: its picture, what it does, whom it writes to, and whether it can run here. */
export function PlaybookCard({ playbook }: { playbook: PlaybookView }) {
  const { t } = useTranslation('pages');
  const missing = missingIn(playbook);
  return (
    <li className={classes.card}>
      <div className={classes.picture} aria-hidden>
        <WorkflowPicture workflow={picturedWorkflow(playbook)} beginning />
      </div>
      <div className={classes.words}>
        <h2>
          <Link
            from="/workflows/new"
            to="/workflows/new"
            search={(was) => ({ ...was, playbook: playbook.key })}
            className={classes.link}
          >
            {playbook.name}
          </Link>
        </h2>
        <p>{playbook.about}</p>
        <div className={classes.chips}>
          <Chip>{t(`gallery.to.${playbook.writesTo ?? 'nobody'}`)}</Chip>
          {playbook.question && <Chip tone="brand">{t('gallery.asks')}</Chip>}
          {missing === 0 ? (
            <Chip tone="ok">{t('gallery.ready')}</Chip>
          ) : (
            <Chip tone="warn">{t('gallery.missing', { count: missing })}</Chip>
          )}
        </div>
      </div>
    </li>
  );
}
