import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step, StepKind, StepOf } from '../../shared/steps/index.ts';
import { BranchForm } from './BranchForm.tsx';
import { EmailForm } from './EmailForm.tsx';
import classes from './fields.module.css';
import { NameField } from './NameField.tsx';
import { NotifyForm } from './NotifyForm.tsx';
import { SplitForm } from './SplitForm.tsx';
import { TaskForm } from './TaskForm.tsx';
import { UpdateForm } from './UpdateForm.tsx';
import { WaitForm } from './WaitForm.tsx';
import { WaitUntilForm } from './WaitUntilForm.tsx';
import { WebhookForm } from './WebhookForm.tsx';
import { WorkflowReferenceForm } from './WorkflowReferenceForm.tsx';

export interface StepFormProps<Kind extends StepKind> {
  id: string;
  step: StepOf<Kind>;
}

/** The form of each kind. */
const forms: { [Kind in StepKind]: ComponentType<StepFormProps<Kind>> } = {
  'send-email': EmailForm,
  'create-task': TaskForm,
  'notify-team': NotifyForm,
  branch: BranchForm,
  split: SplitForm,
  wait: WaitForm,
  'wait-until': WaitUntilForm,
  'update-contact': UpdateForm,
  'call-webhook': WebhookForm,
  'start-workflow': WorkflowReferenceForm,
  'stop-workflow': WorkflowReferenceForm,
  exit: ExitForm,
};

/** The form of a step: its name, and what its kind needs to know. */
export function StepForm({ id, step }: { id: string; step: Step }) {
  const KindForm = forms[step.kind] as ComponentType<{ id: string; step: Step }>;
  return (
    <>
      <NameField id={id} step={step} />
      <KindForm id={id} step={step} />
    </>
  );
}

function ExitForm() {
  const { t } = useTranslation('inspector');
  return <p className={classes.note}>{t('exit.hint')}</p>;
}
