import { Input, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { api } from '../api-client.ts';
import { DurationField } from './DurationField.tsx';
import classes from './fields.module.css';
import { orAbsent, setStep } from './set-step.ts';

const roles = ['success-manager', 'manager', 'marketer', 'admin'] as const;
const priorities = ['low', 'normal', 'high'] as const;

/** What a person is asked to do, who that is, and by when. */
export function TaskForm({ id, step }: { id: string; step: StepOf<'create-task'> }) {
  const { t } = useTranslation(['inspector', 'words']);
  const people = useQuery({ queryKey: ['people'], queryFn: ({ signal }) => api.listPeople({ signal }) }).data;
  const at = `steps.${id}`;
  const { assignee } = step;
  const chosen = 'role' in assignee ? `role:${assignee.role}` : `person:${assignee.person}`;
  const emails = new Set(people?.items.filter(({ disabled }) => !disabled).map(({ email }) => email));
  if ('person' in assignee) emails.add(assignee.person);
  const nameOf = (email: string) => people?.items.find((person) => person.email === email)?.name || email;
  const assign = (value: string | null) => {
    if (value === null) return;
    const [kind, ...rest] = value.split(':');
    const who = rest.join(':');
    const role = roles.find((each) => each === who);
    setStep(id, { ...step, assignee: kind === 'role' && role ? { role } : { person: who } });
  };
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
        data={[
          {
            group: t('task.roles'),
            items: roles.map((role) => ({ value: `role:${role}`, label: t(`words:roles.${role}`) })),
          },
          {
            group: t('task.people'),
            items: [...emails].map((email) => ({ value: `person:${email}`, label: nameOf(email) })),
          },
        ]}
        value={chosen}
        onChange={assign}
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
    </>
  );
}
