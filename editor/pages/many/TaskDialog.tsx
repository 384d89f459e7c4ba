import { Button, Group, Modal, Progress, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { taskPriority } from '../../../shared/steps/create-task.ts';
import { formatDuration } from '../../i18n/format.ts';
import { plainAssignee, useAssignees } from '../../inspector/assignees.ts';
import { useAbout } from './use-about.ts';
import { type AllOf, type Chosen, type ManyOf, useManyActions } from './use-many-actions.ts';

interface TaskDialogProps {
  of: ManyOf;
  chosen: readonly Chosen[];
  /** All that a list finds, in their place. */
  all?: AllOf | undefined;
  onClose: () => void;
  onDone?: () => void;
}

const dueIn = ['4h', '1d', '2d', '3d', '1w', '2w'] as const;

/** Hands a person a task about one account or contact, or about each of several. */
export function TaskDialog({ of, chosen, all, onClose, onDone }: TaskDialogProps) {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const { count, heading } = useAbout(of, chosen, all);
  const { task, isPending, share, stop } = useManyActions(of, {
    all,
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  const form = useForm({
    initialValues: {
      title: t('risk.task.call'),
      note: '',
      assignee: 'role:success-manager',
      dueIn: '1d' as (typeof dueIn)[number],
      priority: 'high' as 'low' | 'normal' | 'high',
    },
    validate: { title: (text) => (text.trim() ? null : t('risk.task.titleNeeded')) },
  });
  const assignees = useAssignees([]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={heading}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <form
        onSubmit={form.onSubmit(({ title, note, assignee, ...rest }) =>
          task(chosen, {
            title: title.trim(),
            assignee: plainAssignee(assignee),
            ...rest,
            ...(note.trim() ? { note: note.trim() } : {}),
          }),
        )}
      >
        <Stack>
          <TextInput label={t('risk.task.title')} data-autofocus {...form.getInputProps('title')} />
          <Textarea
            label={t('risk.task.note')}
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('note')}
          />
          <Select
            label={t('tasks.assignee')}
            data={assignees}
            allowDeselect={false}
            {...form.getInputProps('assignee')}
          />
          <Group grow>
            <Select
              label={t('risk.task.dueIn')}
              data={dueIn.map((value) => ({ value, label: formatDuration(value) }))}
              allowDeselect={false}
              {...form.getInputProps('dueIn')}
            />
            <Select
              label={t('tasks.columns.priority')}
              data={taskPriority.options.map((value) => ({ value, label: t(`words:priority.${value}`) }))}
              allowDeselect={false}
              {...form.getInputProps('priority')}
            />
          </Group>
          {isPending && <Progress value={Math.max(4, share * 100)} aria-label={t('risk.working')} animated />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={stop ?? onClose}>
              {stop ? t('many.all.stop') : t('shell:common.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {count === 1 ? t('risk.task.submitOne') : t('risk.task.submit', { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
