import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { stepName } from '../canvas/step-words.ts';
import { orAbsent, setStep } from './set-step.ts';

/** What people call a step. */
export function NameField({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('inspector');
  return (
    <TextInput
      label={t('name')}
      placeholder={stepName(withOptional(step, 'name', undefined))}
      maxLength={120}
      data-path={`steps.${id}.name`}
      value={step.name ?? ''}
      onChange={(event) =>
        setStep(id, withOptional(step, 'name', orAbsent(event.currentTarget.value)), 'name')
      }
    />
  );
}
