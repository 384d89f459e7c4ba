import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName } from '../../shared/contact.ts';
import { api } from '../api-client.ts';

interface ContactPickerProps {
  label: string;
  value: string | null;
  onChange: (userId: string | null) => void;
  placeholder?: string;
}

/** Finds a contact by name, e-mail or id. */
export function ContactPicker({ label, value, onChange, placeholder }: ContactPickerProps) {
  const { t } = useTranslation('inspector');
  const [search, setSearch] = useState('');
  const [searched] = useDebouncedValue(search, 250);
  const found = useQuery({
    queryKey: ['contacts', 'pick', searched],
    queryFn: ({ signal }) => api.listContacts({ query: { search: searched, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  }).data;
  const options = (found?.items ?? []).flatMap((contact) =>
    contact.userId === undefined ? [] : [{ value: contact.userId, label: nameAndMail(contact) }],
  );
  const isListed = value === null || options.some((option) => option.value === value);
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('contact.clear') }}
      allowDeselect
      nothingFoundMessage={t('contact.nobody')}
      // The server searches; filtering its answer again would hide those found by id.
      filter={({ options: all }) => all}
      data={isListed ? options : [{ value, label: value }, ...options]}
      value={value}
      onChange={onChange}
      onSearchChange={(text) => setSearch(options.some((option) => option.label === text) ? '' : text)}
    />
  );
}

function nameAndMail(contact: Parameters<typeof displayName>[0]): string {
  const name = displayName(contact);
  return contact.email && contact.email !== name ? `${name} · ${contact.email}` : name;
}
