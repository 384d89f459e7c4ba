import { Autocomplete, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RootCondition } from '../../shared/condition.ts';
import type { ParamDefinition } from '../../shared/vocabulary/fact-definition.ts';
import { isWordKey, wordsFor } from '../../shared/vocabulary/words.ts';
import { currentLanguage } from '../i18n/language.ts';
import { DurationField } from './DurationField.tsx';
import { KnownSelect } from './KnownSelect.tsx';
import { PercentField } from './PercentField.tsx';
import { useKnownNames } from './use-known-names.ts';
import { WhereField } from './WhereField.tsx';

interface ParamFieldProps {
  name: string;
  definition: ParamDefinition;
  value: unknown;
  path: string;
  onChange: (value: unknown) => void;
}

/** The field for one parameter of a fact, by the kind of input its definition names. */
export function ParamField({ name, definition, value, path, onChange }: ParamFieldProps) {
  const { input, required } = definition;
  const label = word(`params.${name}`, name);
  const common = { label, 'data-path': path };
  const current = value ?? definition.default;
  switch (input) {
    case 'choice': {
      const words = name === 'measure' ? 'measures' : 'choices';
      return (
        <Select
          {...common}
          data={(definition.choices ?? []).map((each) => ({
            value: each,
            label: word(`${words}.${each}`, each),
          }))}
          value={typeof current === 'string' ? current : null}
          onChange={onChange}
        />
      );
    }
    case 'duration':
      return required || definition.default !== undefined ? (
        <DurationField label={label} value={String(current ?? '7d')} path={path} onChange={onChange} />
      ) : (
        <OptionalDuration label={label} value={value} path={path} onChange={onChange} />
      );
    case 'share':
      return <PercentField label={label} showLabel value={current} path={path} onChange={onChange} />;
    case 'number':
      return (
        <NumberInput
          {...common}
          min={1}
          allowDecimal={false}
          value={typeof current === 'number' ? current : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'where':
      return <WhereField value={value as RootCondition | undefined} path={path} onChange={onChange} />;
    case 'segment':
    case 'signal':
    case 'workflow':
      return (
        <KnownSelect
          label={label}
          input={input}
          required={required}
          path={path}
          value={typeof value === 'string' ? value : ''}
          onChange={onChange}
        />
      );
    default:
      return <NameField {...{ label, definition, value, path, onChange }} />;
  }
}

function word(key: string, otherwise: string): string {
  return isWordKey(key) ? wordsFor(key, currentLanguage()) : otherwise;
}

interface PartProps {
  label: string;
  value: unknown;
  path: string;
  onChange: (value: unknown) => void;
}

/** How far back something looks, or as far as there is anything. */
function OptionalDuration({ label, value, path, onChange }: PartProps) {
  const { t } = useTranslation('inspector');
  return (
    <>
      <Select
        label={t('condition.window')}
        data={(['ever', 'within'] as const).map((each) => ({
          value: each,
          label: t(`condition.windows.${each}`),
        }))}
        value={value === undefined ? 'ever' : 'within'}
        onChange={(to) => onChange(to === 'within' ? '30d' : undefined)}
      />
      {value !== undefined && (
        <DurationField label={label} value={String(value)} path={path} onChange={onChange} />
      )}
    </>
  );
}

/** A name of something that is known, or will be: what there is is suggested, anything can be written. */
function NameField({
  label,
  definition,
  value,
  path,
  onChange,
}: PartProps & Pick<ParamFieldProps, 'definition'>) {
  const { t } = useTranslation('inspector');
  const { names, titles } = useKnownNames(definition.input);
  return (
    <Autocomplete
      size="xs"
      label={label}
      required={definition.required}
      maxLength={300}
      data-path={path}
      placeholder={
        definition.input === 'workflow' && !definition.required ? t('condition.anyName') : undefined
      }
      data={names}
      renderOption={({ option }) => titles.get(option.value) ?? option.value}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => onChange(next === '' && !definition.required ? undefined : next)}
    />
  );
}
