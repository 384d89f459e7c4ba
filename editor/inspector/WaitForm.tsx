import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { DurationField } from './DurationField.tsx';
import { setStep } from './set-step.ts';

/** How long a wait lasts. */
export function WaitForm({ id, step }: { id: string; step: StepOf<'wait'> }) {
  const { t } = useTranslation('inspector');
  return (
    <DurationField
      label={t('wait.for')}
      value={step.for}
      path={`steps.${id}.for`}
      onChange={(length) => setStep(id, { ...step, for: length }, 'for')}
    />
  );
}
