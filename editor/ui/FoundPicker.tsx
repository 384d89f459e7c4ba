import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

/** What every picker lets its caller say. */
export interface PickerProps
  extends Pick<SelectProps, 'label' | 'aria-label' | 'placeholder' | 'description' | 'size' | 'w'> {
  /** The id of what is chosen. */
  value: string | null;
  onChange: (value: string | null) => void;
}

interface FoundPickerProps extends PickerProps {
  /** What is looked for, so that two kinds never share an answer. */
  kind: string;
  find: (search: string, signal: AbortSignal) => Promise<{ value: string; label: string }[]>;
  nothingFound: string;
  /** What the button says that chooses nothing again. */
  clear: string;
}

/** Chooses one of more things than a list could hold: the server finds them while somebody types. */
export function FoundPicker({ kind, find, nothingFound, clear, value, ...props }: FoundPickerProps) {
  const [search, setSearch] = useState('');
  const [searched] = useDebouncedValue(search, 250);
  const options =
    useQuery({
      queryKey: [kind, 'pick', searched],
      queryFn: ({ signal }) => find(searched, signal),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }).data ?? [];
  const isListed = value === null || options.some((option) => option.value === value);
  return (
    <Select
      searchable
      clearable
      clearButtonProps={{ 'aria-label': clear }}
      nothingFoundMessage={nothingFound}
      // The server searches; filtering its answer again would hide those found by id.
      filter={({ options: all }) => all}
      data={isListed ? options : [{ value, label: value }, ...options]}
      value={value}
      onSearchChange={(text) => setSearch(options.some((option) => option.label === text) ? '' : text)}
      {...props}
    />
  );
}
