import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChecklist, IconDots, IconLifebuoy, IconMail, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountLine } from '../../../shared/account.ts';
import type { RiskLine } from '../../../shared/risk.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { StartDialog } from '../many/StartDialog.tsx';
import { TaskDialog } from '../many/TaskDialog.tsx';
import { useManyActions } from '../many/use-many-actions.ts';
import { WriteDialog } from '../many/WriteDialog.tsx';
import { useMay } from '../use-may.ts';
import classes from './AtRiskPage.module.css';
import { useAccountActions } from './use-account-actions.ts';

/** What to do next for one account, and behind the dots everything else that can be done. */
export function NextStep({ account }: { account: RiskLine }) {
  const may = useMay();
  return (
    <span className={classes.next}>
      <Best account={account} isAllowed={may('marketer')} />
      {may('marketer') && <AccountMenu account={account} />}
    </span>
  );
}

function Best({ account, isAllowed }: { account: RiskLine; isAllowed: boolean }) {
  const { t } = useTranslation('pages');
  const { start, isPending } = useManyActions('accounts');
  const [making, setMaking] = useState(false);
  const { next } = account;
  if (next.kind === 'do-task')
    return (
      <ButtonLink size="xs" to="/tasks" search={{ task: next.taskId, account: account.id }}>
        {t('risk.steps.doTask')}
      </ButtonLink>
    );
  if (next.kind === 'wait')
    return (
      <ButtonLink size="xs" variant="default" to="/workflows/$id" params={{ id: next.workflowId }}>
        {t('risk.steps.wait')}
      </ButtonLink>
    );
  if (!isAllowed) return null;
  if (next.kind === 'start')
    return (
      <Button
        size="xs"
        loading={isPending}
        title={next.name}
        onClick={() => start([account], { id: next.workflowId, name: next.name })}
      >
        {t('risk.steps.start')}
      </Button>
    );
  if (next.kind === 'set-up')
    return (
      <ButtonLink size="xs" variant="default" to="/workflows/new" search={{ playbook: next.playbook }}>
        {t('risk.steps.setUp')}
      </ButtonLink>
    );
  return (
    <>
      <Button size="xs" onClick={() => setMaking(true)}>
        {t('risk.steps.createTask')}
      </Button>
      {making && <TaskDialog of="accounts" chosen={[account]} onClose={() => setMaking(false)} />}
    </>
  );
}

/** Everything that can be done for an account by hand. */
export function AccountMenu({ account }: { account: Pick<AccountLine, 'id' | 'name' | 'case'> }) {
  const { t } = useTranslation(['pages', 'shell']);
  const [open, setOpen] = useState<'start' | 'task' | 'write'>();
  const { openCase } = useAccountActions();
  const close = () => setOpen(undefined);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('shell:common.actionsOf', { name: account.name ?? account.id })}
          >
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setOpen('start')}>
            {t('risk.actions.start')}
          </Menu.Item>
          <Menu.Item leftSection={<IconChecklist size={16} aria-hidden />} onClick={() => setOpen('task')}>
            {t('risk.actions.task')}
          </Menu.Item>
          <Menu.Item leftSection={<IconMail size={16} aria-hidden />} onClick={() => setOpen('write')}>
            {t('risk.actions.write')}
          </Menu.Item>
          {!account.case && (
            <Menu.Item
              leftSection={<IconLifebuoy size={16} aria-hidden />}
              onClick={() => openCase(account.id)}
            >
              {t('risk.actions.case')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'start' && <StartDialog of="accounts" chosen={[account]} onClose={close} />}
      {open === 'task' && <TaskDialog of="accounts" chosen={[account]} onClose={close} />}
      {open === 'write' && <WriteDialog of="accounts" chosen={[account]} onClose={close} />}
    </>
  );
}
