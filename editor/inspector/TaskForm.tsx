import { Input, SegmentedControl, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { assigneeOf, assigneeValue, useAssignees } from './assignees.ts';
import { DurationField } from './DurationField.tsx';
import classes from './fields.module.css';
import { orAbsent, setStep } from './set-step.ts';

const priorities = ['low', 'normal', 'high'] as const;

/** What a person is asked to do, who that is, and by when. */
export function TaskForm({ id, step }: { id: string; step: StepOf<'create-task'> }) {
  const { t } = useTranslation(['inspector', 'words']);
  const at = `steps.${id}`;
  const { opensCase } = step;
  const people = useAssignees([step.assignee]);
  return (
    <>
      <TextInput
        label={t('task.title')}
        required
        maxLength={500}
        data-path={`${at}.title`}
        value={step.title}
        onChange={(event) => setStep(id, { ...step, title: event.currentTarget.value }, 'title')}
      />
      <Textarea
        label={t('task.note')}
        autosize
        minRows={3}
        maxRows={12}
        data-path={`${at}.note`}
        value={step.note ?? ''}
        onChange={(event) =>
          setStep(id, withOptional(step, 'note', orAbsent(event.currentTarget.value)), 'note')
        }
      />
      <p className={classes.note}>{t('liquidHint', { open: '{{', close: '}}' })}</p>
      <Select
        label={t('task.assignee')}
        searchable
        data-path={`${at}.assignee`}
        data={people}
        value={assigneeValue(step.assignee)}
        onChange={(value) => {
          const assignee = value === null ? undefined : assigneeOf(value);
          if (assignee) setStep(id, { ...step, assignee });
        }}
      />
      <DurationField
        label={t('task.dueIn')}
        value={step.dueIn}
        path={`${at}.dueIn`}
        onChange={(dueIn) => setStep(id, { ...step, dueIn }, 'dueIn')}
      />
      <Input.Wrapper label={t('task.priority')} labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          mt={4}
          aria-label={t('task.priority')}
          value={step.priority}
          onChange={(value) => {
            const priority = priorities.find((each) => each === value);
            if (priority) setStep(id, { ...step, priority });
          }}
          data={priorities.map((value) => ({ value, label: t(`words:priority.${value}`) }))}
        />
      </Input.Wrapper>
      <Switch
        label={t('task.opensCase')}
        description={t('task.opensCaseHint')}
        data-path={`${at}.opensCase`}
        checked={opensCase !== undefined}
        onChange={(event) =>
          setStep(id, withOptional(step, 'opensCase', event.currentTarget.checked ? {} : undefined))
        }
      />
      {opensCase && (
        <TextInput
          label={t('task.caseReason')}
          maxLength={2_000}
          data-path={`${at}.opensCase.reason`}
          value={opensCase.reason ?? ''}
          onChange={(event) => {
            const reason = orAbsent(event.currentTarget.value);
            setStep(id, { ...step, opensCase: reason === undefined ? {} : { reason } }, 'opensCase.reason');
          }}
        />
      )}
    </>
  );
}
