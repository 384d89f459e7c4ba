import { Button, Collapse } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChecklist, IconMail, IconMailOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SimulationResult } from '../../shared/simulation.ts';
import { formatDateTime } from '../i18n/format.ts';
import { assigneeText, reasonText } from './result-words.ts';
import classes from './sandbox.module.css';

/** An e-mail as it would go out, shown without any rights. */
export function SimulatedMessage({ message }: { message: SimulationResult['messages'][number] }) {
  const { t } = useTranslation('sandbox');
  const [isOpen, { toggle }] = useDisclosure(false);
  const { to, subject, html, maySend, reason } = message;
  const Icon = maySend ? IconMail : IconMailOff;
  return (
    <div className={classes.effect}>
      <div className={classes.effectHead}>
        <Icon size={17} aria-hidden />
        <span>
          <strong>{subject || t('noSubject')}</strong>
          <small>
            {maySend
              ? t('wouldSend', { to: to ?? '—' })
              : t('wouldNotSend', { reason: reasonText(reason ?? '') })}
          </small>
        </span>
        <Button size="compact-xs" variant="subtle" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? t('hideMail') : t('showMail')}
        </Button>
      </div>
      <Collapse expanded={isOpen}>
        <iframe className={classes.mail} title={t('mail', { subject })} sandbox="" srcDoc={html} />
      </Collapse>
    </div>
  );
}

/** A task as it would be created. */
export function SimulatedTask({ task }: { task: SimulationResult['tasks'][number] }) {
  const { t } = useTranslation('sandbox');
  return (
    <div className={classes.effect}>
      <div className={classes.effectHead}>
        <IconChecklist size={17} aria-hidden />
        <span>
          <strong>{task.title}</strong>
          <small>{t('taskFor', { who: assigneeText(task.assignee), due: formatDateTime(task.dueAt) })}</small>
        </span>
      </div>
      {task.note && <p className={classes.note}>{task.note}</p>}
    </div>
  );
}
