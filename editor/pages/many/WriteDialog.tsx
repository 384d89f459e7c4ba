import {
  Button,
  Group,
  Input,
  Modal,
  Progress,
  SegmentedControl,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { EmailPreview } from '../../inspector/EmailPreview.tsx';
import { useTemplates } from '../../inspector/use-templates.ts';
import { useAbout } from './use-about.ts';
import { type Chosen, type ManyOf, useManyActions } from './use-many-actions.ts';

interface WriteDialogProps {
  of: ManyOf;
  chosen: readonly Chosen[];
  onClose: () => void;
  onDone?: () => void;
}

/** Writes one e-mail to one contact or account, or the same to each of several. */
export function WriteDialog({ of, chosen, onClose, onDone }: WriteDialogProps) {
  const { t } = useTranslation(['pages', 'inspector', 'words', 'shell']);
  const { count, letter } = useAbout(of, chosen, undefined);
  const templates = useTemplates();
  const { write, isPending, share } = useManyActions(of, {
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  const form = useForm({
    initialValues: {
      subject: '',
      preheader: '',
      body: '',
      purpose: 'marketing' as 'marketing' | 'service',
      reason: '',
    },
    validate: {
      subject: (text) => (text.trim() ? null : t('many.write.subjectNeeded')),
      body: (text) => (text.trim() ? null : t('many.write.bodyNeeded')),
      reason: (text, { purpose }) =>
        purpose === 'marketing' || text.trim() ? null : t('many.write.reasonNeeded'),
    },
  });
  const startFrom = (key: string | null) => {
    const template = templates.find((each) => each.key === key);
    if (template)
      form.setValues({ subject: template.subject, preheader: template.preheader ?? '', body: template.body });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={letter}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <form
        // What is missing is said beside its field, in the language of the page.
        noValidate
        onSubmit={form.onSubmit(({ preheader, reason, ...mail }) =>
          write(chosen, {
            ...mail,
            ...(preheader ? { preheader } : {}),
            ...(mail.purpose === 'service' ? { reason } : {}),
          }),
        )}
      >
        <Stack>
          {templates.length > 0 && (
            <Select
              label={t('many.write.template')}
              placeholder={t('inspector:email.ownText')}
              data={templates.map(({ key, name }) => ({ value: key, label: name }))}
              onChange={startFrom}
              searchable
              clearable={false}
            />
          )}
          <TextInput
            label={t('inspector:email.subject')}
            required
            withAsterisk={false}
            maxLength={500}
            data-autofocus
            {...form.getInputProps('subject')}
          />
          <Textarea
            label={t('inspector:email.body')}
            description={t('many.write.bodyHint', { name: '{{ contact.traits.firstName }}' })}
            autosize
            minRows={6}
            maxRows={14}
            {...form.getInputProps('body')}
          />
          <Input.Wrapper
            label={t('inspector:email.purpose')}
            labelElement="div"
            description={t(`inspector:email.purposeHint.${form.values.purpose}`)}
          >
            <SegmentedControl
              fullWidth
              size="xs"
              mt={6}
              aria-label={t('inspector:email.purpose')}
              data={(['marketing', 'service'] as const).map((value) => ({
                value,
                label: t(`words:purpose.${value}`),
              }))}
              {...form.getInputProps('purpose')}
            />
          </Input.Wrapper>
          {form.values.purpose === 'service' && (
            <TextInput
              label={t('inspector:email.reason')}
              required
              withAsterisk={false}
              maxLength={500}
              {...form.getInputProps('reason')}
            />
          )}
          {form.values.body.trim() !== '' && (
            <EmailPreview
              subject={form.values.subject}
              preheader={form.values.preheader}
              body={form.values.body}
              height={220}
            />
          )}
          {isPending && <Progress value={Math.max(4, share * 100)} aria-label={t('risk.working')} animated />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('shell:common.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {count === 1 ? t('many.write.submitOne') : t('many.write.submit', { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
