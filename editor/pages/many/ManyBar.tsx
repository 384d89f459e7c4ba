import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_AT_ONCE } from '../../../shared/many.ts';
import { BulkBar } from '../../ui/BulkBar.tsx';
import { usePeople } from '../risk/use-people.ts';
import { StartDialog } from './StartDialog.tsx';
import { TaskDialog } from './TaskDialog.tsx';
import { type Chosen, type ManyOf, useManyActions } from './use-many-actions.ts';
import { WriteDialog } from './WriteDialog.tsx';

interface ManyBarProps {
  of: ManyOf;
  chosen: readonly Chosen[];
  /** How many they are, in words. */
  said: string;
  onDone: () => void;
}

/** What can be done for all selected accounts, or contacts, together. */
export function ManyBar({ of, chosen, said, onDone }: ManyBarProps) {
  const { t } = useTranslation('pages');
  const [open, setOpen] = useState<'start' | 'task' | 'write'>();
  const { nameManager, isPending, share } = useManyActions(of, onDone);
  const close = () => setOpen(undefined);
  const dialog = { of, chosen, onClose: close, onDone };
  const isTooMany = chosen.length > MOST_AT_ONCE;
  const off = isPending || isTooMany;
  return (
    <BulkBar
      said={isTooMany ? t('many.tooMany', { most: MOST_AT_ONCE }) : said}
      progress={isPending ? { share, label: t('risk.working') } : undefined}
    >
      {of === 'accounts' && <ManagerMenu isOff={off} onChoose={(manager) => nameManager(chosen, manager)} />}
      <Button variant="default" disabled={off} onClick={() => setOpen('task')}>
        {t('risk.actions.task')}
      </Button>
      <Button variant="default" disabled={off} onClick={() => setOpen('write')}>
        {t('risk.actions.write')}
      </Button>
      <Button disabled={off} onClick={() => setOpen('start')}>
        {t('risk.actions.start')}
      </Button>
      {open === 'start' && <StartDialog {...dialog} />}
      {open === 'task' && <TaskDialog {...dialog} />}
      {open === 'write' && <WriteDialog {...dialog} />}
    </BulkBar>
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
