import { Tooltip } from '@mantine/core';
import {
  IconBuilding,
  IconChartBar,
  IconInbox,
  IconLifebuoy,
  IconMailForward,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../ui/Logo.tsx';
import { heldMessagesQuery, openTasksQuery } from '../queries.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { NoticesButton } from './NoticesButton.tsx';
import classes from './Rail.module.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** The dark column of icons at the left: where one can go, and how much waits there. */
export function Rail() {
  const { t } = useTranslation('shell');
  const open = useQuery(openTasksQuery).data ?? '';
  const held = useQuery(heldMessagesQuery).data ?? '';
  return (
    <nav className={classes.rail} aria-label={t('nav.label')}>
      <span className={classes.logo}>
        <Logo size={34} />
      </span>
      <RailLink to="/workflows" icon={IconRoute} label={t('nav.workflows')} />
      <RailLink to="/at-risk" icon={IconLifebuoy} label={t('nav.atRisk')} />
      <RailLink to="/accounts" icon={IconBuilding} label={t('nav.accounts')} />
      <RailLink to="/contacts" icon={IconUsers} label={t('nav.contacts')} />
      <RailLink to="/segments" icon={IconUsersGroup} label={t('nav.segments')} />
      <RailLink
        to="/tasks"
        icon={IconInbox}
        label={open ? t('nav.tasksOpen', { open }) : t('nav.tasks')}
        badge={open}
      />
      <RailLink
        to="/outbox"
        icon={IconMailForward}
        label={held ? t('nav.outboxHeld', { held }) : t('nav.outbox')}
        badge={held}
      />
      <RailLink to="/reports" icon={IconChartBar} label={t('nav.reports')} />
      <RailLink to="/connect" icon={IconPlugConnected} label={t('nav.connect')} />
      <RailLink to="/settings" icon={IconSettings} label={t('nav.settings')} />
      <span className={classes.space} />
      <NoticesButton />
      <LanguageMenu />
      <ThemeSwitch />
      <AccountMenu />
    </nav>
  );
}

interface RailLinkProps {
  to: NonNullable<LinkProps['to']>;
  icon: TablerIcon;
  label: string;
  badge?: string;
}

function RailLink({ to, icon: Icon, label, badge }: RailLinkProps) {
  return (
    <Tooltip label={label} position="right">
      <Link to={to} className={classes.item} aria-label={label} activeProps={{ 'data-active': true }}>
        <Icon size={20} stroke={1.7} aria-hidden />
        {badge && (
          <span className={classes.badge} aria-hidden>
            {badge}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}
