import { Select, type SelectProps } from '@mantine/core';

interface FilterSelectProps<Value extends string> {
  label: string;
  /** What the field says while the list is not narrowed, and the button that widens it again. */
  all: string;
  data: SelectProps['data'];
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  w?: number;
}

/** Narrows a list to one of several values; emptied, it narrows to none. */
export function FilterSelect<Value extends string>({
  label,
  all,
  data = [],
  value,
  onChange,
  w = 180,
}: FilterSelectProps<Value>) {
  return (
    <Select
      size="sm"
      w={w}
      aria-label={label}
      placeholder={all}
      data={data}
      value={value ?? null}
      searchable={data.length > 7}
      clearable
      clearButtonProps={{ 'aria-label': all }}
      // One of its own values, as nothing else can be chosen.
      onChange={(chosen) => onChange((chosen as Value | null) ?? undefined)}
    />
  );
}
