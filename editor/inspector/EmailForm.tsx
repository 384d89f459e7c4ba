import { Input, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { useDraft } from '../draft/draft-store.ts';
import { EmailPreview } from './EmailPreview.tsx';
import classes from './fields.module.css';
import { OwnPaths } from './OwnPaths.tsx';
import { RecipientsField } from './RecipientsField.tsx';
import { orAbsent, setStep } from './set-step.ts';
import { useTemplates } from './use-templates.ts';

type Email = StepOf<'send-email'>;

const ownText = ':own';

/** What an e-mail says, why it may be sent, and where people go who do not get it. */
export function EmailForm({ id, step }: { id: string; step: Email }) {
  const { t } = useTranslation(['inspector', 'words']);
  const templates = useTemplates();
  const subject = useDraft(({ history }) => history.present.subject);
  const at = `steps.${id}`;
  const template = templates.find(({ key }) => key === step.template);
  const optional = (field: 'subject' | 'preheader' | 'body' | 'reason' | 'topic') => ({
    'data-path': `${at}.${field}`,
    value: step[field] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      setStep(id, withOptional(step, field, orAbsent(event.currentTarget.value)), field),
  });
  const chooseTemplate = (key: string | null) => {
    if (key === null) return;
    if (key === ownText) {
      // Starting from the template's text is what somebody who wants to change it expects.
      const { template: _, ...rest } = step;
      setStep(id, { ...rest, subject: template?.subject ?? '', body: template?.body ?? '' });
      return;
    }
    const { subject: _, preheader: __, body: ___, ...rest } = step;
    setStep(id, { ...rest, template: key });
  };
  const keys = templates.map(({ key, name }) => ({ value: key, label: name }));
  const isUnknown = step.template !== undefined && !template;
  return (
    <>
      <Select
        label={t('email.content')}
        data-path={`${at}.template`}
        data={[
          { value: ownText, label: t('email.ownText') },
          ...keys,
          ...(isUnknown ? [{ value: step.template ?? '', label: step.template ?? '' }] : []),
        ]}
        value={step.template ?? ownText}
        onChange={chooseTemplate}
      />
      {step.template === undefined && (
        <>
          <TextInput label={t('email.subject')} required maxLength={500} {...optional('subject')} />
          <TextInput
            label={t('email.preheader')}
            description={t('email.preheaderHint')}
            maxLength={500}
            {...optional('preheader')}
          />
          <Textarea
            label={t('email.body')}
            required
            autosize
            minRows={6}
            maxRows={20}
            {...optional('body')}
          />
          <p className={classes.note}>{t('liquidHint', { open: '{{', close: '}}' })}</p>
        </>
      )}
      <EmailPreview
        subject={template?.subject ?? step.subject ?? ''}
        preheader={template?.preheader ?? step.preheader}
        body={template?.body ?? step.body ?? ''}
      />
      {subject === 'account' && (
        <RecipientsField
          label={t('subject.to')}
          description={t('subject.stepToHint')}
          path={`${at}.to`}
          value={step.to}
          onChange={(to) => setStep(id, withOptional(step, 'to', to))}
        />
      )}
      <Input.Wrapper
        label={t('email.purpose')}
        labelElement="div"
        description={t(`email.purposeHint.${step.purpose}`)}
      >
        <SegmentedControl
          fullWidth
          size="xs"
          mt={6}
          aria-label={t('email.purpose')}
          value={step.purpose}
          onChange={(value) =>
            setStep(id, { ...step, purpose: value === 'service' ? 'service' : 'marketing' })
          }
          data={(['marketing', 'service'] as const).map((value) => ({
            value,
            label: t(`words:purpose.${value}`),
          }))}
        />
      </Input.Wrapper>
      {step.purpose === 'service' && (
        <TextInput label={t('email.reason')} required maxLength={500} {...optional('reason')} />
      )}
      {step.purpose === 'marketing' && (
        <TextInput
          label={t('email.topic')}
          description={t('email.topicHint')}
          maxLength={80}
          {...optional('topic')}
        />
      )}
      <OwnPaths id={id} step={step} first="sent" label={t('email.ownPath')} hint={t('email.ownPathHint')} />
    </>
  );
}
