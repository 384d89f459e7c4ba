import { useTranslation } from 'react-i18next';
import type { Step } from '../../shared/steps/index.ts';
import { BranchForm } from './BranchForm.tsx';
import { EmailForm } from './EmailForm.tsx';
import classes from './fields.module.css';
import { NameField } from './NameField.tsx';
import { TaskForm } from './TaskForm.tsx';
import { WaitForm } from './WaitForm.tsx';

/** The form of a step: its name, and what its kind needs to know. */
export function StepForm({ id, step }: { id: string; step: Step }) {
  return (
    <>
      <NameField id={id} step={step} />
      <KindForm id={id} step={step} />
    </>
  );
}

function KindForm({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('inspector');
  switch (step.kind) {
    case 'send-email':
      return <EmailForm id={id} step={step} />;
    case 'create-task':
      return <TaskForm id={id} step={step} />;
    case 'branch':
      return <BranchForm id={id} step={step} />;
    case 'wait':
      return <WaitForm id={id} step={step} />;
    case 'exit':
      return <p className={classes.note}>{t('exit.hint')}</p>;
  }
}
