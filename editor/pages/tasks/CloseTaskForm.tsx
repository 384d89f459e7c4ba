import { Button, Radio, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { taskOutcome } from '../../../shared/task.ts';

type Outcome = z.infer<typeof taskOutcome>;

interface CloseTaskFormProps {
  isPending: boolean;
  onSubmit: (how: { outcome: Outcome; reason?: string }) => void;
}

/** How a task ended: one of four outcomes and, where the outcome does not say it, what happened. */
export function CloseTaskForm({ isPending, onSubmit }: CloseTaskFormProps) {
  const { t } = useTranslation('pages');
  const form = useForm<{ outcome: Outcome; reason: string }>({
    initialValues: { outcome: 'saved', reason: '' },
    validate: {
      reason: (text, { outcome }) =>
        outcome === 'reason' && !text.trim() ? t('tasks.close.noteNeeded') : null,
    },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ outcome, reason }) =>
        onSubmit(reason.trim() ? { outcome, reason: reason.trim() } : { outcome }),
      )}
    >
      <Stack gap="sm">
        <Radio.Group label={t('tasks.close.title')} {...form.getInputProps('outcome')}>
          <Stack gap={8} mt={4}>
            {taskOutcome.options.map((outcome) => (
              <Radio key={outcome} value={outcome} label={t(`tasks.close.${outcome}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('tasks.close.note')}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps('reason')}
        />
        <Button type="submit" size="sm" loading={isPending}>
          {t('tasks.close.submit')}
        </Button>
      </Stack>
    </form>
  );
}
