import { Autocomplete, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../shared/condition.ts';
import type { VocabularyView } from '../../shared/event.ts';
import classes from './condition.module.css';
import { PercentField } from './PercentField.tsx';
import type { RuleReading } from './rule-reading.ts';

interface RuleValueProps {
  leaf: Leaf;
  reading: RuleReading;
  vocabulary: VocabularyView | undefined;
  onChange: (leaf: Leaf) => void;
}

/** The field for what a rule compares with: the right one for operator and fact. */
export function RuleValue({ leaf, reading, vocabulary, onChange }: RuleValueProps) {
  const { t } = useTranslation('inspector');
  const label = t('condition.value');
  const { value } = leaf;
  const set = (next: unknown) => onChange({ ...leaf, value: next });
  const samples = samplesOf(leaf, vocabulary);
  const isShare = reading.unit === 'share';
  const suffix = reading.unit === 'days' ? ` ${t('condition.unitDays')}` : undefined;
  switch (reading.input) {
    case 'boolean':
      return (
        <YesNo
          label={label}
          value={value === true}
          words={reading.operator === 'exists' ? 'known' : 'truth'}
          onChange={set}
        />
      );
    case 'number':
      return <Numeric label={label} value={value} suffix={suffix} onChange={set} />;
    case 'share':
      return <PercentField label={label} value={value} onChange={set} />;
    case 'range': {
      const [low, high] = Array.isArray(value) ? value : [0, 0];
      const End = isShare ? PercentField : Numeric;
      return (
        <span className={classes.range}>
          <End label={t('condition.from')} value={low} onChange={(next) => set([next, high])} />
          <End label={t('condition.to')} value={high} onChange={(next) => set([low, next])} />
        </span>
      );
    }
    case 'list': {
      const list = Array.isArray(value) ? value : [];
      const isNumeric =
        reading.type === 'number' || (list.length > 0 && list.every((each) => typeof each === 'number'));
      return (
        <TagsInput
          size="xs"
          aria-label={label}
          data={samples.map(String)}
          placeholder={list.length === 0 ? t('condition.listHint') : ''}
          description={isShare ? t('condition.sharesHint') : undefined}
          value={list.map(String)}
          onChange={(next) => set(isNumeric ? next.map(Number).filter(Number.isFinite) : next)}
        />
      );
    }
    case 'text':
      return (
        <TextInput
          aria-label={label}
          value={String(value)}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    default:
      return <Scalar label={label} value={value} samples={samples} onChange={set} />;
  }
}

interface FieldProps {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Numeric({ label, value, suffix, onChange }: FieldProps & { suffix?: string | undefined }) {
  return (
    <NumberInput
      aria-label={label}
      hideControls
      {...(suffix === undefined ? {} : { suffix })}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : Number(next) || 0)}
    />
  );
}

function YesNo({
  label,
  value,
  words,
  onChange,
}: Omit<FieldProps, 'value'> & { value: boolean; words: 'known' | 'truth' }) {
  const { t } = useTranslation('inspector');
  return (
    <Select
      aria-label={label}
      data={[
        { value: 'true', label: t(`condition.${words}.yes`) },
        { value: 'false', label: t(`condition.${words}.no`) },
      ]}
      value={String(value)}
      onChange={(next) => onChange(next === 'true')}
    />
  );
}

const types = ['text', 'number', 'truth'] as const;

/** A trait may hold a text, a number or yes/no; which one matters for “is”. */
function Scalar({ label, value, samples, onChange }: FieldProps & { samples: unknown[] }) {
  const { t } = useTranslation('inspector');
  const type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'truth' : 'text';
  const change = (next: string | null) => {
    if (next === 'number') onChange(Number(value) || 0);
    else if (next === 'truth') onChange(true);
    else onChange(typeof value === 'boolean' ? '' : String(value));
  };
  return (
    <span className={classes.scalar}>
      {type === 'number' && <Numeric label={label} value={value} onChange={onChange} />}
      {type === 'truth' && <YesNo label={label} value={value === true} words="truth" onChange={onChange} />}
      {type === 'text' && (
        <Autocomplete
          size="xs"
          aria-label={label}
          data={samples.filter((sample) => typeof sample === 'string')}
          value={String(value ?? '')}
          onChange={onChange}
        />
      )}
      <Select
        aria-label={t('condition.type.label')}
        className={classes.type}
        rightSection={null}
        rightSectionWidth={4}
        data={types.map((each) => ({ value: each, label: t(`condition.type.${each}`) }))}
        value={type}
        onChange={change}
        comboboxProps={{ width: 110, position: 'bottom-end' }}
      />
    </span>
  );
}

function samplesOf(leaf: Leaf, vocabulary: VocabularyView | undefined): unknown[] {
  const traits =
    vocabulary?.traits.filter(({ fact, path }) => fact === leaf.fact && path === leaf.path) ?? [];
  const samples = traits.flatMap(({ sample }) => (Array.isArray(sample) ? sample : [sample]));
  return [...new Set(samples.filter((sample) => ['string', 'number', 'boolean'].includes(typeof sample)))];
}
