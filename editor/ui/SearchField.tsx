import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchFieldProps {
  label: string;
  value: string;
  /** Called when the typing rests, so that the address and the server are not asked at every letter. */
  onSearch: (text: string) => void;
}

/** Filters a list by text. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const { t } = useTranslation('shell');
  const [typed, setTyped] = useState(value);
  const said = useRef(value);
  const search = useDebouncedCallback((text: string) => {
    said.current = text;
    onSearch(text);
  }, 250);
  // Going back in the browser changes the filter from outside.
  useEffect(() => {
    if (value !== said.current) {
      said.current = value;
      setTyped(value);
    }
  }, [value]);
  function type(text: string) {
    setTyped(text);
    search(text);
  }
  return (
    <TextInput
      type="search"
      size="sm"
      w={280}
      maw="100%"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed && <CloseButton size="sm" aria-label={t('common.clear')} onClick={() => type('')} />
      }
    />
  );
}
