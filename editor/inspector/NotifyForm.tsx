import { MultiSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { assigneeOf, assigneeValue, useAssignees } from './assignees.ts';
import classes from './fields.module.css';
import { orAbsent, setStep } from './set-step.ts';

/** Who of the team is told what, and where. */
export function NotifyForm({ id, step }: { id: string; step: StepOf<'notify-team'> }) {
  const { t } = useTranslation(['inspector', 'words']);
  const chosen = step.to.map(assigneeValue);
  const options = useAssignees(step.to);
  const at = `steps.${id}`;
  return (
    <>
      <MultiSelect
        label={t('notify.to')}
        required
        searchable
        data-path={`${at}.to`}
        data={options}
        value={chosen}
        onChange={(values) => {
          const to = values.flatMap((value) => assigneeOf(value) ?? []);
          if (to.length > 0) setStep(id, { ...step, to });
        }}
      />
      <TextInput
        label={t('email.subject')}
        required
        maxLength={500}
        data-path={`${at}.subject`}
        value={step.subject}
        onChange={(event) => setStep(id, { ...step, subject: event.currentTarget.value }, 'subject')}
      />
      <Textarea
        label={t('notify.text')}
        autosize
        minRows={3}
        maxRows={12}
        data-path={`${at}.text`}
        value={step.text}
        onChange={(event) => setStep(id, { ...step, text: event.currentTarget.value }, 'text')}
      />
      <p className={classes.note}>{t('liquidHint', { open: '{{', close: '}}' })}</p>
      <Switch
        label={t('notify.email')}
        description={t('notify.emailHint')}
        checked={step.email}
        onChange={(event) => setStep(id, { ...step, email: event.currentTarget.checked })}
      />
      <TextInput
        label={t('notify.webhook')}
        description={t('notify.webhookHint')}
        placeholder="https://hooks.example.com/…"
        maxLength={2_000}
        data-path={`${at}.webhook`}
        value={step.webhook ?? ''}
        onChange={(event) =>
          setStep(id, withOptional(step, 'webhook', orAbsent(event.currentTarget.value)), 'webhook')
        }
      />
    </>
  );
}
