import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api-client.ts';

interface AccountPickerProps {
  label: string;
  value: string | null;
  onChange: (accountId: string | null) => void;
  placeholder?: string;
}

/** Finds an account by its name or id. */
export function AccountPicker({ label, value, onChange, placeholder }: AccountPickerProps) {
  const { t } = useTranslation('inspector');
  const [search, setSearch] = useState('');
  const [searched] = useDebouncedValue(search, 250);
  const found = useQuery({
    queryKey: ['accounts', 'pick', searched],
    queryFn: ({ signal }) => api.listAccounts({ query: { search: searched, limit: 20 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  }).data;
  const options = (found?.items ?? []).map(({ id, name }) => ({ value: id, label: name ?? id }));
  const isListed = value === null || options.some((option) => option.value === value);
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('contact.clear') }}
      nothingFoundMessage={t('subject.noAccount')}
      // The server searches; filtering its answer again would hide those found by id.
      filter={({ options: all }) => all}
      data={isListed ? options : [{ value, label: value }, ...options]}
      value={value}
      onChange={onChange}
      onSearchChange={(text) => setSearch(options.some((option) => option.label === text) ? '' : text)}
    />
  );
}
