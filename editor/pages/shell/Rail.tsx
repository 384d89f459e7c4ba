import type { TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../ui/Hint.tsx';
import { Logo } from '../../ui/Logo.tsx';
import { heldMessagesQuery, openTasksQuery } from '../queries.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { NoticesButton } from './NoticesButton.tsx';
import { places } from './places.ts';
import classes from './Rail.module.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

type Place = (typeof places)[number]['name'];

/** The dark column of icons at the left: where one can go, and how much waits there. */
export function Rail() {
  const { t } = useTranslation('shell');
  const open = useQuery(openTasksQuery).data ?? '';
  const held = useQuery(heldMessagesQuery).data ?? '';
  const badges: Partial<Record<Place, string>> = { tasks: open, outbox: held };
  const labels: Partial<Record<Place, string>> = {
    ...(open && { tasks: t('nav.tasksOpen', { open }) }),
    ...(held && { outbox: t('nav.outboxHeld', { held }) }),
  };
  return (
    <nav className={classes.rail} aria-label={t('nav.label')}>
      <span className={classes.logo}>
        <Logo size={34} />
      </span>
      {places.map(({ to, name, icon }) => (
        <RailLink
          key={to}
          to={to}
          icon={icon}
          label={labels[name] ?? t(`nav.${name}`)}
          badge={badges[name]}
        />
      ))}
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
  badge?: string | undefined;
}

function RailLink({ to, icon: Icon, label, badge }: RailLinkProps) {
  return (
    <Hint label={label} position="right">
      <Link to={to} className={classes.item} aria-label={label} activeProps={{ 'data-active': true }}>
        <Icon size={20} stroke={1.7} aria-hidden />
        {badge && (
          <span className={classes.badge} aria-hidden>
            {badge}
          </span>
        )}
      </Link>
    </Hint>
  );
}
