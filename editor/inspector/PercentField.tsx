import { NumberInput } from '@mantine/core';

interface PercentFieldProps {
  label: string;
  /** The words around already say it. */
  showLabel?: boolean;
  /** A part of one: 0.9 is shown as 90 %. */
  value: unknown;
  path?: string;
  onChange: (value: number) => void;
}

/** A share, written as a percentage and kept as a part of one. */
export function PercentField({ label, showLabel, value, path, onChange }: PercentFieldProps) {
  return (
    <NumberInput
      {...(showLabel ? { label } : { 'aria-label': label })}
      hideControls
      suffix=" %"
      decimalScale={2}
      data-path={path}
      value={typeof value === 'number' ? Math.round(value * 1e4) / 100 : ''}
      // A part of one with at most four places, so that 0.29 does not become 0.28999999999999998.
      onChange={(next) => onChange(Math.round((Number(next) || 0) * 100) / 1e4)}
    />
  );
}
