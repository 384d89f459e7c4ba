import { Switch } from '@mantine/core';
import type { Step, StepOf } from '../../shared/steps/index.ts';
import { changeDraft } from '../draft/draft-store.ts';
import { closeOpenEnds, dropCutOff } from '../draft/open-ends.ts';

interface OwnPathsProps {
  id: string;
  step: StepOf<'send-email' | 'call-webhook' | 'start-workflow'>;
  /** The exit of those for whom it went well. */
  first: 'sent' | 'ok' | 'started';
  label: string;
  hint: string;
}

/** Whether those for whom a step failed go a way of their own. */
export function OwnPaths({ id, step, first, label, hint }: OwnPathsProps) {
  return (
    <Switch
      label={label}
      description={hint}
      checked={step.exits !== undefined}
      onChange={(event) => setOwnPath(id, first, event.currentTarget.checked)}
    />
  );
}

/** Gives them a path of their own, or lets all go on together again. */
function setOwnPath(id: string, first: OwnPathsProps['first'], isOn: boolean): void {
  changeDraft((workflow, newId) => {
    const step = workflow.steps[id];
    if (step?.kind !== 'send-email' && step?.kind !== 'call-webhook' && step?.kind !== 'start-workflow')
      return workflow;
    const { exits: own, next, ...rest } = step;
    const exits: Record<string, string | undefined> | undefined = own;
    const changed = isOn
      ? { ...rest, exits: next === undefined ? {} : { [first]: next } }
      : exits?.[first] === undefined
        ? rest
        : { ...rest, next: exits[first] };
    const after = { ...workflow, steps: { ...workflow.steps, [id]: changed as Step } };
    return closeOpenEnds(dropCutOff(workflow, after), newId);
  });
}
