import '@mantine/spotlight/styles.layer.css';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from '@mantine/spotlight';
import {
  IconAlertTriangle,
  IconBuilding,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconPlus,
  IconRoute,
  IconSearch,
  IconSun,
  IconUser,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../../shared/contact.ts';
import { api } from '../../api-client.ts';
import { chooseLanguage, currentLanguage } from '../../i18n/language.ts';
import { languageNames, languages } from '../../i18n/languages.ts';
import { NEW_TEMPLATE } from '../settings/new-template.ts';
import { NEW_SIGNAL } from '../settings/signal-queries.ts';
import { useMay } from '../use-may.ts';
import { places } from './places.ts';
import { showShortcuts } from './ShortcutsDialog.tsx';

/** Ctrl+K: every page, thing and action by a few letters of its name. */
export function CommandPalette({ opensAtOnce }: { opensAtOnce: boolean }) {
  const { t } = useTranslation(['shell', 'pages']);
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (opensAtOnce) spotlight.open();
  }, [opensAtOnce]);
  const { workflows, accounts, contacts, segments, signals } = useFound(typed);
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.pages'),
      actions: places.map(({ to, name, icon }) => ({
        id: to,
        label: t(`nav.${name}`),
        leftSection: <Sign icon={icon} />,
        onClick: () => void navigate({ to }),
      })),
    },
    { group: t('palette.actions'), actions: useActions() },
    {
      group: t('palette.workflows'),
      actions: workflows.map(({ id, name }) => ({
        id: `workflow ${id}`,
        label: name || t('pages:workflows.untitled'),
        leftSection: <Sign icon={IconRoute} />,
        onClick: () => void navigate({ to: '/workflows/$id', params: { id } }),
      })),
    },
    {
      group: t('palette.accounts'),
      actions: accounts.map(({ id, name }) => ({
        id: `account ${id}`,
        label: name ?? id,
        keywords: [typed],
        leftSection: <Sign icon={IconBuilding} />,
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
        leftSection: <Sign icon={IconUser} />,
        onClick: () =>
          void navigate({
            to: '/contacts/$userId',
            params: { userId: contact.userId ?? contact.id },
          }),
      })),
    },
    {
      group: t('palette.segments'),
      actions: segments.map(({ key, name }) => ({
        id: `segment ${key}`,
        label: name,
        leftSection: <Sign icon={IconUsersGroup} />,
        onClick: () => void navigate({ to: '/segments/$key', params: { key } }),
      })),
    },
    {
      group: t('palette.signals'),
      actions: signals.map(({ key, name }) => ({
        id: `signal ${key}`,
        label: name,
        leftSection: <Sign icon={IconAlertTriangle} />,
        onClick: () => void navigate({ to: '/settings/signals/$key', params: { key } }),
      })),
    },
  ];
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

function Sign({ icon: Icon }: { icon: TablerIcon }) {
  return <Icon size={18} stroke={1.7} aria-hidden />;
}

/** What can be done from anywhere, as far as the person may. */
function useActions(): SpotlightActionData[] {
  const { t } = useTranslation(['shell', 'pages']);
  const navigate = useNavigate();
  const may = useMay();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const making: SpotlightActionData[] = [
    {
      id: 'new workflow',
      label: t('pages:workflows.new'),
      leftSection: <Sign icon={IconPlus} />,
      onClick: () => void navigate({ to: '/workflows/new' }),
    },
    {
      id: 'new signal',
      label: t('pages:signals.new'),
      leftSection: <Sign icon={IconPlus} />,
      onClick: () => void navigate({ to: '/settings/signals/$key', params: { key: NEW_SIGNAL } }),
    },
    {
      id: 'new template',
      label: t('pages:settings.templates.new'),
      leftSection: <Sign icon={IconPlus} />,
      onClick: () => void navigate({ to: '/settings/templates/$key', params: { key: NEW_TEMPLATE } }),
    },
  ];
  return [
    ...(may('marketer') ? making : []),
    {
      id: 'look',
      label: t(isDark ? 'theme.toLight' : 'theme.toDark'),
      leftSection: <Sign icon={isDark ? IconSun : IconMoon} />,
      onClick: () => setColorScheme(isDark ? 'light' : 'dark'),
    },
    ...languages
      .filter((language) => language !== currentLanguage())
      .map((language) => ({
        id: `language ${language}`,
        label: t('palette.language', { name: languageNames[language] }),
        leftSection: <Sign icon={IconLanguage} />,
        onClick: () => void chooseLanguage(language),
      })),
    {
      id: 'shortcuts',
      label: t('keys.title'),
      leftSection: <Sign icon={IconKeyboard} />,
      onClick: showShortcuts,
    },
  ];
}

/** What matches the letters typed: looked up by the server once the typing rests, or among the few there are. */
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
  const segments = useQuery({
    queryKey: ['segments', 'palette'],
    queryFn: ({ signal }) => api.listSegments({ query: { limit: 200 }, signal }),
    enabled,
    staleTime: 60_000,
  });
  const signals = useQuery({
    queryKey: ['signals', 'names'],
    queryFn: ({ signal }) => api.listSignals({ signal }),
    enabled,
    staleTime: 60_000,
  });
  return {
    segments: enabled ? (segments.data?.items ?? []) : [],
    signals: enabled ? (signals.data?.items ?? []) : [],
    accounts: enabled ? (accounts.data?.items ?? []) : [],
    workflows: enabled ? (workflows.data?.items ?? []) : [],
    contacts: enabled ? (contacts.data?.items ?? []) : [],
  };
}
