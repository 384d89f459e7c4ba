import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconBuilding,
  IconChartBar,
  IconInbox,
  IconLifebuoy,
  IconMailForward,
  IconPlugConnected,
  IconPlus,
  IconRoute,
  IconSearch,
  IconSettings,
  IconUser,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../../shared/contact.ts';
import { api } from '../../api-client.ts';
import { useMay } from '../use-may.ts';

const pages = [
  { to: '/workflows', name: 'workflows', icon: IconRoute },
  { to: '/at-risk', name: 'atRisk', icon: IconLifebuoy },
  { to: '/accounts', name: 'accounts', icon: IconBuilding },
  { to: '/contacts', name: 'contacts', icon: IconUsers },
  { to: '/segments', name: 'segments', icon: IconUsersGroup },
  { to: '/tasks', name: 'tasks', icon: IconInbox },
  { to: '/outbox', name: 'outbox', icon: IconMailForward },
  { to: '/reports', name: 'reports', icon: IconChartBar },
  { to: '/connect', name: 'connect', icon: IconPlugConnected },
  { to: '/settings', name: 'settings', icon: IconSettings },
] as const;

/** Ctrl+K: every page, workflow and contact by a few letters of its name. */
export function CommandPalette() {
  const { t } = useTranslation(['shell', 'pages']);
  const navigate = useNavigate();
  const may = useMay();
  const [typed, setTyped] = useState('');
  const { workflows, accounts, contacts } = useFound(typed);
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.pages'),
      actions: pages.map(({ to, name, icon: Icon }) => ({
        id: to,
        label: t(`nav.${name}`),
        leftSection: <Icon size={18} stroke={1.7} aria-hidden />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: t('palette.workflows'),
      actions: workflows.map(({ id, name }) => ({
        id: `workflow ${id}`,
        label: name || t('pages:workflows.untitled'),
        leftSection: <IconRoute size={18} stroke={1.7} aria-hidden />,
        onClick: () => void navigate({ to: '/workflows/$id', params: { id } }),
      })),
    },
    {
      group: t('palette.accounts'),
      actions: accounts.map(({ id, name }) => ({
        id: `account ${id}`,
        label: name ?? id,
        keywords: [typed],
        leftSection: <IconBuilding size={18} stroke={1.7} aria-hidden />,
        onClick: () => void navigate({ to: '/accounts/$id', params: { id } }),
      })),
    },
    {
      group: t('palette.contacts'),
      actions: contacts.map((contact) => ({
        id: `contact ${contact.id}`,
        label: contact.name ?? displayName(contact),
        description: contact.email ?? '',
        // What the server found counts as a match, whatever it matched by.
        keywords: [typed],
        leftSection: <IconUser size={18} stroke={1.7} aria-hidden />,
        onClick: () =>
          void navigate({
            to: '/contacts/$userId',
            params: { userId: contact.userId ?? contact.id },
          }),
      })),
    },
  ];
  if (may('marketer'))
    groups.push({
      group: t('palette.actions'),
      actions: [
        {
          id: 'new workflow',
          label: t('pages:workflows.new'),
          leftSection: <IconPlus size={18} stroke={1.7} aria-hidden />,
          onClick: () => void navigate({ to: '/workflows/new' }),
        },
      ],
    });
  return (
    <Spotlight
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      shortcut="mod + K"
      // It opens while one types in a field, too.
      tagsToIgnore={[]}
      query={typed}
      onQueryChange={setTyped}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      nothingFound={t('palette.empty')}
      scrollable
      maxHeight={440}
      searchProps={{
        'aria-label': t('palette.placeholder'),
        placeholder: t('palette.placeholder'),
        leftSection: <IconSearch size={18} aria-hidden />,
      }}
    />
  );
}

/** The workflows and contacts that match what was typed, asked from the server once the typing rests. */
function useFound(typed: string) {
  const [search] = useDebouncedValue(typed.trim(), 200);
  const enabled = search.length > 1;
  const workflows = useQuery({
    queryKey: ['workflows', 'palette', search],
    queryFn: ({ signal }) => api.listWorkflows({ query: { search, limit: 6 }, signal }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const contacts = useQuery({
    queryKey: ['contacts', 'palette', search],
    queryFn: ({ signal }) => api.listContacts({ query: { search, limit: 6 }, signal }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const accounts = useQuery({
    queryKey: ['accounts', 'palette', search],
    queryFn: ({ signal }) => api.listAccounts({ query: { search, limit: 6 }, signal }),
    enabled,
    placeholderData: keepPreviousData,
  });
  return {
    accounts: enabled ? (accounts.data?.items ?? []) : [],
    workflows: enabled ? (workflows.data?.items ?? []) : [],
    contacts: enabled ? (contacts.data?.items ?? []) : [],
  };
}
