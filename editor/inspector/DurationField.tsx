import { Input, NumberInput, Select } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type DurationUnit, durationParts } from '../../shared/time.ts';
import { unitName } from '../i18n/format.ts';
import classes from './fields.module.css';

interface DurationFieldProps {
  label: string;
  /** For places where the words around already say it. */
  hideLabel?: boolean;
  value: string;
  path: string;
  onChange: (value: string) => void;
}

const units: DurationUnit[] = ['s', 'm', 'h', 'd', 'w'];

/** A length of time: a number and a unit. */
export function DurationField({ label, hideLabel, value, path, onChange }: DurationFieldProps) {
  const { t } = useTranslation('inspector');
  const id = useId();
  const { amount, unit } = partsOf(value);
  return (
    <div data-path={path}>
      {!hideLabel && (
        <Input.Label size="xs" htmlFor={id}>
          {label}
        </Input.Label>
      )}
      <div className={classes.duration}>
        <NumberInput
          id={id}
          aria-label={hideLabel ? label : undefined}
          min={1}
          max={99_999}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={amount}
          onChange={(next) => onChange(`${Math.max(1, Math.trunc(Number(next)) || 1)}${unit}`)}
        />
        <Select
          aria-label={t('duration.unitOf', { label })}
          data={units.map((each) => ({ value: each, label: unitName(each, amount) }))}
          value={unit}
          onChange={(next) => next && onChange(`${amount}${next}`)}
        />
      </div>
    </div>
  );
}

function partsOf(value: string): { amount: number; unit: DurationUnit } {
  try {
    return durationParts(value);
  } catch {
    // A document written by hand may hold anything; the problem list says so.
    return { amount: 1, unit: 'd' };
  }
}
