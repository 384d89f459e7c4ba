import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RiskLine } from '../../../shared/risk.ts';
import classes from '../outbox/BulkBar.module.css';
import { StartDialog } from './StartDialog.tsx';
import { TaskDialog } from './TaskDialog.tsx';
import { useMoney } from './use-money.ts';

/** What can be done for all selected accounts together. */
export function RiskBulkBar({ accounts, onDone }: { accounts: readonly RiskLine[]; onDone: () => void }) {
  const { t } = useTranslation('pages');
  const money = useMoney();
  const [open, setOpen] = useState<'start' | 'task'>();
  const close = () => setOpen(undefined);
  return (
    <div className={classes.bar} role="status">
      <Text size="sm" fw={570}>
        {t('risk.selected', {
          count: accounts.length,
          revenue: money(accounts.reduce((sum, { mrr = 0 }) => sum + mrr, 0)),
        })}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => setOpen('task')}>
          {t('risk.actions.task')}
        </Button>
        <Button onClick={() => setOpen('start')}>{t('risk.actions.start')}</Button>
      </Group>
      {open === 'start' && <StartDialog accounts={accounts} onClose={close} onDone={onDone} />}
      {open === 'task' && <TaskDialog accounts={accounts} onClose={close} onDone={onDone} />}
    </div>
  );
}
