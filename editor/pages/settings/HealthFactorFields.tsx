import { NumberInput, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HealthFactor, HealthRules } from '../../../shared/health.ts';
import { DurationField } from '../../inspector/DurationField.tsx';
import classes from './HealthFactorFields.module.css';

interface HealthFactorFieldsProps {
  factor: HealthFactor;
  rules: HealthRules;
  readOnly: boolean;
  onChange: (rules: HealthRules) => void;
}

type Label =
  | 'weight'
  | 'halfLifeDays'
  | 'daysPerWeek'
  | 'enough'
  | 'minimum'
  | 'worst'
  | 'worstTickets'
  | 'event'
  | 'nps'
  | 'csat'
  | 'within'
  | 'window'
  | 'baseline';

/** The weight of one factor of health and what it is measured by. */
export function HealthFactorFields({ factor, rules, readOnly, onChange }: HealthFactorFieldsProps) {
  const { t } = useTranslation('pages');
  const named = (label: Label) => `${t(`health.factors.${factor}`)}: ${t(`health.${label}`)}`;
  const number = (label: Label, value: number, [min, max]: [number, number], set: (next: number) => void) => (
    <NumberInput
      key={label}
      size="xs"
      label={t(`health.${label}`)}
      aria-label={named(label)}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      disabled={readOnly}
      value={value}
      onChange={(next) => typeof next === 'number' && set(next)}
    />
  );
  const text = (label: Label, value: string, set: (next: string) => void) => (
    <TextInput
      key={label}
      size="xs"
      label={t(`health.${label}`)}
      aria-label={named(label)}
      maxLength={200}
      disabled={readOnly}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
  const stretch = (label: Label, value: string, set: (next: string) => void) => (
    <DurationField
      key={label}
      label={t(`health.${label}`)}
      path={`${factor}.${label}`}
      value={value}
      onChange={set}
    />
  );
  const { regularity, breadth, trend, support, sentiment } = rules;
  const fields: Record<HealthFactor, () => ReactNode> = {
    regularity: () => {
      const set = (part: Partial<typeof regularity>) =>
        onChange({ ...rules, regularity: { ...regularity, ...part } });
      return [
        text('event', regularity.event, (event) => set({ event })),
        number('halfLifeDays', regularity.halfLifeDays, [1, 60], (halfLifeDays) => set({ halfLifeDays })),
        number('daysPerWeek', regularity.daysPerWeek, [1, 7], (daysPerWeek) => set({ daysPerWeek })),
      ];
    },
    breadth: () => {
      const set = (part: Partial<typeof breadth>) => onChange({ ...rules, breadth: { ...breadth, ...part } });
      return [
        number('enough', breadth.enough, [1, 20], (enough) => set({ enough })),
        stretch('within', breadth.within, (within) => set({ within })),
        <Textarea
          key="events"
          size="xs"
          className={classes.wide}
          autosize
          maxRows={6}
          label={t('health.events')}
          disabled={readOnly}
          value={breadth.events.join('\n')}
          onChange={({ currentTarget }) => set({ events: currentTarget.value.split('\n') })}
          onBlur={() => set({ events: breadth.events.map((event) => event.trim()).filter(Boolean) })}
        />,
      ];
    },
    trend: () => {
      const set = (part: Partial<typeof trend>) => onChange({ ...rules, trend: { ...trend, ...part } });
      return [
        text('event', trend.event, (event) => set({ event })),
        stretch('window', trend.window, (window) => set({ window })),
        stretch('baseline', trend.baseline, (baseline) => set({ baseline })),
        number('minimum', trend.minimum, [1, 100_000], (minimum) => set({ minimum })),
        number('worst', Math.round(trend.worst * 100), [-100, -5], (worst) => set({ worst: worst / 100 })),
      ];
    },
    support: () => {
      const set = (part: Partial<typeof support>) => onChange({ ...rules, support: { ...support, ...part } });
      return [
        text('event', support.event, (event) => set({ event })),
        number('worstTickets', support.worst, [1, 100], (worst) => set({ worst })),
        stretch('within', support.within, (within) => set({ within })),
      ];
    },
    billing: () => null,
    sentiment: () => {
      const set = (part: Partial<typeof sentiment>) =>
        onChange({ ...rules, sentiment: { ...sentiment, ...part } });
      return [
        text('nps', sentiment.nps, (nps) => set({ nps })),
        text('csat', sentiment.csat, (csat) => set({ csat })),
        stretch('within', sentiment.within, (within) => set({ within })),
      ];
    },
  };
  return (
    <fieldset className={classes.factor} aria-label={t(`health.factors.${factor}`)}>
      <Text fw={600} size="sm">
        {t(`health.factors.${factor}`)}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t(`health.abouts.${factor}`)}
      </Text>
      <div className={classes.fields}>
        {number('weight', rules[factor].weight, [0, 100], (weight) =>
          onChange({ ...rules, [factor]: { ...rules[factor], weight } }),
        )}
        {fields[factor]()}
      </div>
    </fieldset>
  );
}
