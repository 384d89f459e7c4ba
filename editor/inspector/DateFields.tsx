import { Autocomplete, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { DurationField } from './DurationField.tsx';
import { useVocabulary } from './use-vocabulary.ts';

interface Dated {
  date: string;
  before?: string | undefined;
  after?: string | undefined;
}

interface DateFieldsProps<Of extends Dated> {
  value: Of;
  path: string;
  onChange: (value: Of, field?: string) => void;
}

const sides = ['on', 'before', 'after'] as const;

/** A date of the contact or its account, and how far from it. */
export function DateFields<Of extends Dated>({ value, path, onChange }: DateFieldsProps<Of>) {
  const { t } = useTranslation('inspector');
  const vocabulary = useVocabulary();
  const known = [
    '$.account.renewsAt',
    ...(vocabulary?.traits ?? []).map(({ fact, path: trait }) => `$.${fact}${trait.slice(1)}`),
  ];
  const side = value.before ? 'before' : value.after ? 'after' : 'on';
  const offset = value.before ?? value.after ?? '7d';
  const placed = (to: string | null, length: string): Of => {
    const bare = withOptional(withOptional(value, 'before', undefined), 'after', undefined);
    return to === 'before' || to === 'after' ? { ...bare, [to]: length } : bare;
  };
  return (
    <>
      <Autocomplete
        size="xs"
        label={t('date.path')}
        placeholder="$.contact.traits.trialEndsAt"
        required
        maxLength={300}
        data-path={`${path}.date`}
        data={[...new Set(known)]}
        value={value.date}
        onChange={(date) => onChange({ ...value, date }, `${path}.date`)}
      />
      <Select
        label={t('date.side')}
        data={sides.map((each) => ({ value: each, label: t(`date.sides.${each}`) }))}
        value={side}
        // Chosen, not typed: undone apart from the length that is typed right after.
        onChange={(to) => onChange(placed(to, offset))}
      />
      {side !== 'on' && (
        <DurationField
          label={t('date.offset')}
          value={offset}
          path={`${path}.${side}`}
          onChange={(length) => onChange(placed(side, length), `${path}.offset`)}
        />
      )}
    </>
  );
}
