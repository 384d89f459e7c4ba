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
} from '@tabler/icons-react';

/** Where one can go, in the order of the rail; after G, the letter leads there. */
export const places = [
  { to: '/workflows', name: 'workflows', icon: IconRoute, letter: 'w' },
  { to: '/at-risk', name: 'atRisk', icon: IconLifebuoy, letter: 'r' },
  { to: '/accounts', name: 'accounts', icon: IconBuilding, letter: 'a' },
  { to: '/contacts', name: 'contacts', icon: IconUsers, letter: 'c' },
  { to: '/segments', name: 'segments', icon: IconUsersGroup, letter: 's' },
  { to: '/tasks', name: 'tasks', icon: IconInbox, letter: 't' },
  { to: '/outbox', name: 'outbox', icon: IconMailForward, letter: 'o' },
  { to: '/reports', name: 'reports', icon: IconChartBar, letter: 'u' },
  { to: '/connect', name: 'connect', icon: IconPlugConnected, letter: 'n' },
  { to: '/settings', name: 'settings', icon: IconSettings, letter: 'e' },
] as const;
