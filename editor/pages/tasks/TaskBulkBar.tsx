import { Button, Menu, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import type { TaskView } from '../../../shared/task.ts';
import { api } from '../../api-client.ts';
import { plainAssignee, useAssignees } from '../../inspector/assignees.ts';
import { ChosenBar } from '../many/ChosenBar.tsx';
import type { AllFound, Whole } from '../many/use-chosen.ts';
import { useMany } from '../many/use-many.ts';
import { CloseTaskForm } from './CloseTaskForm.tsx';

type Change = BodyInput<'changeTasks'>['change'];

interface TaskBulkBarProps {
  tasks: readonly TaskView[];
  /** All that the list finds, where not only those ticked are meant. */
  all: AllFound<NonNullable<BodyInput<'changeTasks'>['matching']>> | undefined;
  whole: Whole | undefined;
  onDone: () => void;
}

/** What can be done with all selected tasks together. */
export function TaskBulkBar({ tasks, all, whole, onDone }: TaskBulkBarProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const { order, ...work } = useMany(onDone);
  const [isClosing, setIsClosing] = useState(false);
  const assignees = useAssignees([]);
  const count = all?.count ?? tasks.length;
  const someClosed = tasks.some(({ status }) => status !== 'open');
  const change = (what: Change, said: (count: number) => string) =>
    order({
      send: () =>
        api.changeTasks({
          body: all
            ? { matching: all.matching, change: what }
            : { ids: tasks.map(({ id }) => id), change: what },
        }),
      isStoppable: all !== undefined,
      said,
      skipped: (count, why) => t('many.tasks.skipped', { count, why }),
    });
  return (
    <ChosenBar
      ticked={tasks.length}
      said={t('many.tasks.selected', { count: tasks.length })}
      whole={whole}
      work={work}
    >
      {(off) => (
        <>
          <Menu withInitialFocusPlaceholder={false}>
            <Menu.Target>
              <Button variant="default" disabled={off}>
                {t('many.tasks.assign')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
              {assignees.map(({ group, items }) => (
                <div key={group}>
                  <Menu.Label>{group}</Menu.Label>
                  {items.map(({ value, label }) => (
                    <Menu.Item
                      key={value}
                      onClick={() =>
                        change({ assignee: plainAssignee(value) }, (done) =>
                          t('many.tasks.assigned', { count: done, name: label }),
                        )
                      }
                    >
                      {label}
                    </Menu.Item>
                  ))}
                </div>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            variant="default"
            disabled={off || someClosed}
            onClick={() =>
              change({ status: 'cancelled' }, (done) => t('many.tasks.dismissed', { count: done }))
            }
          >
            {t('many.tasks.dismiss')}
          </Button>
          <Button disabled={off || someClosed} onClick={() => setIsClosing(true)}>
            {t('many.tasks.close')}
          </Button>
          <Modal
            opened={isClosing}
            onClose={() => setIsClosing(false)}
            title={t('many.tasks.closeTitle', { count })}
            closeButtonProps={{ 'aria-label': t('shell:common.close') }}
          >
            <CloseTaskForm
              isPending={work.isPending}
              onSubmit={(how) => {
                setIsClosing(false);
                change({ status: 'done', ...how }, (done) => t('many.tasks.closed', { count: done }));
              }}
            />
          </Modal>
        </>
      )}
    </ChosenBar>
  );
}
