import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../risk/use-people.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { StartDialog } from './StartDialog.tsx';
import { TaskDialog } from './TaskDialog.tsx';
import type { Whole } from './use-chosen.ts';
import { type AllOf, type Chosen, type ManyOf, useManyActions } from './use-many-actions.ts';
import { WriteDialog } from './WriteDialog.tsx';

interface ManyBarProps {
  of: ManyOf;
  chosen: readonly Chosen[];
  /** How many they are, in words. */
  said: string;
  /** All that the list finds, where not only those ticked are meant. */
  all?: AllOf | undefined;
  whole?: Whole | undefined;
  onDone: () => void;
}

/** What can be done for all selected accounts, or contacts, together. */
export function ManyBar({ of, chosen, said, all, whole, onDone }: ManyBarProps) {
  const { t } = useTranslation('pages');
  const [open, setOpen] = useState<'start' | 'task' | 'write'>();
  const { nameManager, ...work } = useManyActions(of, { all, onDone });
  const close = () => setOpen(undefined);
  const dialog = { of, chosen, all, onClose: close, onDone };
  return (
    <ChosenBar ticked={chosen.length} said={said} whole={whole} work={work}>
      {(isOff) => (
        <>
          {of === 'accounts' && (
            <ManagerMenu isOff={isOff} onChoose={(manager) => nameManager(chosen, manager)} />
          )}
          <Button variant="default" disabled={isOff} onClick={() => setOpen('task')}>
            {t('risk.actions.task')}
          </Button>
          {/* To write to more than one order takes is what workflows are for. */}
          {!all && (
            <Button variant="default" disabled={isOff} onClick={() => setOpen('write')}>
              {t('risk.actions.write')}
            </Button>
          )}
          <Button disabled={isOff} onClick={() => setOpen('start')}>
            {t('risk.actions.start')}
          </Button>
          {open === 'start' && <StartDialog {...dialog} />}
          {open === 'task' && <TaskDialog {...dialog} />}
          {open === 'write' && <WriteDialog of={of} chosen={chosen} onClose={close} onDone={onDone} />}
        </>
      )}
    </ChosenBar>
  );
}

function ManagerMenu({ isOff, onChoose }: { isOff: boolean; onChoose: (manager: string | null) => void }) {
  const { t } = useTranslation('pages');
  const people = usePeople();
  return (
    <Menu withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default" disabled={isOff}>
          {t('accounts.manager')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {people.map(({ id, email, name }) => (
          <Menu.Item key={id} onClick={() => onChoose(email)}>
            {name || email}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onChoose(null)}>{t('accounts.noManager')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
