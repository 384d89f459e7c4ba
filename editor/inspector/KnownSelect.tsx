import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InputKind } from '../../shared/vocabulary/fact-definition.ts';
import { useKnownNames } from './use-known-names.ts';

interface KnownSelectProps {
  label: string;
  input: InputKind;
  value: string;
  path: string;
  required?: boolean;
  onChange: (value: string | undefined) => void;
}

/** One of the segments, signals or workflows there are, by its name. A key that names none of them stays in the list. */
export function KnownSelect({ label, input, value, path, required, onChange }: KnownSelectProps) {
  const { t } = useTranslation('inspector');
  const { names, titles } = useKnownNames(input);
  const all = value === '' || titles.has(value) ? names : [...names, value];
  return (
    <Select
      label={label}
      required={required ?? false}
      searchable
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('condition.anyName') }}
      data-path={path}
      placeholder={required ? t('trigger.choose') : t('condition.anyName')}
      nothingFoundMessage={t('condition.nothingFound')}
      data={all.map((each) => ({ value: each, label: titles.get(each) ?? each }))}
      value={value || null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
