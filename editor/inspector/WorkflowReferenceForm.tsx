import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { workflowsQuery } from './list-queries.ts';
import { OwnPaths } from './OwnPaths.tsx';
import { setStep } from './set-step.ts';

type Reference = StepOf<'start-workflow'> | StepOf<'stop-workflow'>;

/** Which other workflow is started or stopped. */
export function WorkflowReferenceForm({ id, step }: { id: string; step: Reference }) {
  const { t } = useTranslation('inspector');
  const workflows = useQuery(workflowsQuery).data;
  const known = (workflows?.items ?? [])
    .filter(({ status }) => status !== 'archived')
    // A key means the same workflow in every system, an id only here.
    .map(({ id: workflow, key, name }) => ({ value: key ?? workflow, label: name || (key ?? workflow) }));
  const isUnknown = step.workflow !== '' && !known.some(({ value }) => value === step.workflow);
  return (
    <>
      <Select
        label={t('reference.workflow')}
        required
        searchable
        data-path={`steps.${id}.workflow`}
        data={[...known, ...(isUnknown ? [{ value: step.workflow, label: step.workflow }] : [])]}
        value={step.workflow || null}
        onChange={(workflow) => workflow && setStep(id, { ...step, workflow })}
      />
      {step.kind === 'start-workflow' && (
        <OwnPaths
          id={id}
          step={step}
          first="started"
          label={t('reference.ownPath')}
          hint={t('reference.ownPathHint')}
        />
      )}
    </>
  );
}
