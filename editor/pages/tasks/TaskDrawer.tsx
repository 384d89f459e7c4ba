import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../../../shared/task.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { sessionQuery } from '../queries.ts';
import { SignalsNow } from '../risk/OpenSignals.tsx';
import { useMay } from '../use-may.ts';
import { AssigneeName } from './AssigneeName.tsx';
import { CloseTaskForm } from './CloseTaskForm.tsx';
import { DueDate } from './DueDate.tsx';
import { outcomeTones } from './TaskTable.tsx';
import { useChangeTask } from './use-change-task.ts';

interface TaskDrawerProps {
  /** Undefined keeps the drawer shut. */
  task: TaskView | undefined;
  onClose: () => void;
  /** Called when the task was closed, so that the next one can come. */
  onSettled: () => void;
}

/** One task: whom it is about, why, and the words to close it with. */
export function TaskDrawer({ task, onClose, onSettled }: TaskDrawerProps) {
  const { t } = useTranslation('shell');
  return (
    <Drawer
      opened={task !== undefined}
      onClose={onClose}
      size={480}
      title={task?.title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {task && <TaskDetail key={task.id} task={task} onSettled={onSettled} />}
    </Drawer>
  );
}

function TaskDetail({ task, onSettled }: { task: TaskView; onSettled: () => void }) {
  const { t } = useTranslation(['pages', 'words']);
  const may = useMay();
  const me = useQuery(sessionQuery).data?.person.email;
  const { close, reopen, take, isPending } = useChangeTask();
  const open = task.status === 'open';
  return (
    <Stack>
      <Group gap={6}>
        <StatusBadge status={task.status} />
        {task.priority !== 'normal' && (
          <Chip tone={task.priority === 'high' ? 'error' : 'neutral'}>
            {t(`words:priority.${task.priority}`)}
          </Chip>
        )}
        {task.outcome && <Chip tone={outcomeTones[task.outcome]}>{t(`words:outcome.${task.outcome}`)}</Chip>}
      </Group>
      {task.note && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {task.note}
        </Text>
      )}
      {open && (
        <SignalsNow
          of={
            task.accountId === undefined
              ? { contact: task.userId ?? task.contactId }
              : { account: task.accountId }
          }
        />
      )}
      <Facts
        of={[
          [
            t('tasks.about'),
            <TextLink
              key="about"
              size="sm"
              to="/contacts/$userId"
              params={{ userId: task.userId ?? task.contactId }}
            >
              {task.contactName ?? task.userId ?? task.contactId}
            </TextLink>,
          ],
          [
            t('accounts.account'),
            task.accountId && (
              <TextLink key="account" size="sm" to="/accounts/$id" params={{ id: task.accountId }}>
                {task.accountName ?? task.accountId}
              </TextLink>
            ),
          ],
          [t('tasks.assignee'), <AssigneeName key="assignee" assignee={task.assignee} />],
          [t('tasks.due'), open ? <DueDate key="due" task={task} /> : undefined],
          [
            t('tasks.workflow'),
            task.workflowId && (
              <TextLink key="workflow" size="sm" to="/workflows/$id" params={{ id: task.workflowId }}>
                {task.workflowName ?? task.workflowId}
              </TextLink>
            ),
          ],
          [t('tasks.created'), <Moment key="created" at={task.createdAt} />],
          [t('tasks.close.note'), task.reason],
        ]}
      />
      {may('marketer') && (
        <Group gap="xs">
          {open && me !== undefined && task.assignee !== me && (
            <Button variant="default" loading={isPending} onClick={() => take(task, me)}>
              {t('tasks.take')}
            </Button>
          )}
          {!open && (
            <Button variant="default" loading={isPending} onClick={() => reopen(task)}>
              {t('tasks.reopen')}
            </Button>
          )}
        </Group>
      )}
      {open && may('marketer') && (
        <CloseTaskForm
          isPending={isPending}
          onSubmit={(how) => {
            close(task, how);
            onSettled();
          }}
        />
      )}
    </Stack>
  );
}
