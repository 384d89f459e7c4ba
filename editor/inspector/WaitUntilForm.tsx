import { ActionIcon, Autocomplete, Button, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { exitLabel, nameIn } from '../canvas/step-words.ts';
import { changeDraft, useDraft } from '../draft/draft-store.ts';
import { closeOpenEnds, dropCutOff } from '../draft/open-ends.ts';
import { ConditionBuilder } from './ConditionBuilder.tsx';
import { DurationField } from './DurationField.tsx';
import classes from './fields.module.css';
import { blankReason, editableReasons, reasonSorts, sortOf, withReasons } from './reason-edits.ts';
import { setStep } from './set-step.ts';
import { useVocabulary } from './use-vocabulary.ts';

type WaitUntil = StepOf<'wait-until'>;
type Reason = ReturnType<typeof editableReasons>[number];

const marks = ['clicked', 'opened', 'delivered', 'bounced'] as const;
const outcomes = ['saved', 'lost', 'postponed', 'reason'] as const;

/** What a contact waits for, each reason with its own exit, and how long at most. */
export function WaitUntilForm({ id, step }: { id: string; step: WaitUntil }) {
  const { t } = useTranslation(['inspector', 'words']);
  const reasons = editableReasons(step);
  const workflow = useDraft(({ history }) => history.present);
  const restructure = (next: (Reason | ReturnType<typeof blankReason>)[]) =>
    changeDraft((was, newId) => {
      const after = { ...was, steps: { ...was.steps, [id]: withReasons(step, next) } };
      return closeOpenEnds(dropCutOff(was, after), newId);
    });
  const change = (index: number, reason: Reason, field: string) =>
    setStep(
      id,
      withReasons(
        step,
        reasons.map((each, at) => (at === index ? reason : each)),
      ),
      `${index}.${field}`,
    );
  return (
    <>
      {reasons.map((reason, index) => {
        const name = exitLabel(step, reason.was);
        const at = Array.isArray(step.until) ? `steps.${id}.until.${index}` : `steps.${id}.until`;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like a card.
          <div
            key={reason.was}
            role="group"
            aria-label={t('waitUntil.reason', { name })}
            className={reasons.length === 1 ? classes.onlyPath : classes.path}
            data-path={at}
          >
            <div className={classes.pathHead}>
              <Select
                label={t('waitUntil.sort')}
                data={reasonSorts.map((value) => ({ value, label: t(`waitUntil.sorts.${value}`) }))}
                value={sortOf(reason)}
                onChange={(value) => {
                  const sort = reasonSorts.find((each) => each === value);
                  if (sort && sort !== sortOf(reason))
                    restructure(
                      reasons.map((each, place) =>
                        place === index ? { ...blankReason(sort, workflow.steps), was: reason.was } : each,
                      ),
                    );
                }}
              />
              {reasons.length > 1 && (
                <ActionIcon
                  aria-label={t('waitUntil.remove', { name })}
                  onClick={() => restructure(reasons.filter((_, place) => place !== index))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </div>
            <ReasonFields reason={reason} path={at} onChange={(next, field) => change(index, next, field)} />
          </div>
        );
      })}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={reasons.length >= 10}
          onClick={() => restructure([...reasons, blankReason('event', workflow.steps)])}
        >
          {t('waitUntil.add')}
        </Button>
      </div>
      <DurationField
        label={t('waitUntil.timeout')}
        value={step.timeout}
        path={`steps.${id}.timeout`}
        onChange={(timeout) => setStep(id, { ...step, timeout }, 'timeout')}
      />
    </>
  );
}

interface ReasonFieldsProps {
  reason: Reason;
  path: string;
  onChange: (reason: Reason, field: string) => void;
}

function ReasonFields({ reason, path, onChange }: ReasonFieldsProps) {
  const { t } = useTranslation(['inspector', 'words']);
  const vocabulary = useVocabulary();
  const workflow = useDraft(({ history }) => history.present);
  const named = (kind: string, chosen: string) =>
    Object.keys(workflow.steps)
      .filter((step) => workflow.steps[step]?.kind === kind || step === chosen)
      .map((step) => ({ value: step, label: nameIn(workflow, step) }));
  if ('event' in reason) {
    return (
      <>
        <Autocomplete
          size="xs"
          label={t('trigger.event')}
          required
          maxLength={200}
          data-path={`${path}.event`}
          data={vocabulary?.events.map(({ name }) => name) ?? []}
          value={reason.event}
          onChange={(event) => onChange({ ...reason, event }, 'event')}
        />
        <ConditionBuilder
          label={t('trigger.where')}
          value={reason.where}
          path={`${path}.where`}
          scope="where"
          onChange={(where) => onChange(withOptional(reason, 'where', where), 'where')}
        />
      </>
    );
  }
  if ('when' in reason) {
    return (
      <ConditionBuilder
        label={t('waitUntil.rules')}
        value={reason.when}
        path={`${path}.when`}
        scope="step"
        subject={workflow.subject}
        required
        onChange={(when) => when && onChange({ ...reason, when }, 'when')}
      />
    );
  }
  if ('task' in reason) {
    return (
      <>
        <Select
          label={t('waitUntil.task')}
          data-path={`${path}.task`}
          data={named('create-task', reason.task)}
          value={reason.task}
          onChange={(task) => task && onChange({ ...reason, task }, 'task')}
        />
        <Select
          label={t('waitUntil.outcome')}
          clearable
          placeholder={t('waitUntil.anyOutcome')}
          data={outcomes.map((value) => ({ value, label: t(`words:outcome.${value}`) }))}
          value={reason.outcome ?? null}
          onChange={(value) =>
            onChange(
              withOptional(
                reason,
                'outcome',
                outcomes.find((each) => each === value),
              ),
              'outcome',
            )
          }
        />
      </>
    );
  }
  return (
    <>
      <Select
        label={t('waitUntil.message')}
        data-path={`${path}.message`}
        data={named('send-email', reason.message)}
        value={reason.message}
        onChange={(message) => message && onChange({ ...reason, message }, 'message')}
      />
      <Select
        label={t('waitUntil.is')}
        data={marks.map((value) => ({ value, label: t(`words:exits.${value}`) }))}
        value={reason.is}
        onChange={(value) => {
          const is = marks.find((each) => each === value);
          if (is) onChange({ ...reason, is }, 'is');
        }}
      />
    </>
  );
}
