import { ActionIcon, Autocomplete, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../shared/steps/index.ts';
import type { ContactChange } from '../../shared/steps/update-contact.ts';
import classes from './fields.module.css';
import { setStep } from './set-step.ts';
import { typedValue } from './typed-value.ts';
import { useVocabulary } from './use-vocabulary.ts';

type Update = StepOf<'update-contact'>;

const deeds = ['set', 'unset', 'add-tag', 'remove-tag'] as const;
const owners = ['contact', 'account'] as const;

/** What is changed about the contact or its account. */
export function UpdateForm({ id, step }: { id: string; step: Update }) {
  const { t } = useTranslation('inspector');
  const change = (index: number, next: ContactChange, field?: string) =>
    setStep(
      id,
      { ...step, changes: step.changes.map((each, at) => (at === index ? next : each)) },
      field === undefined ? undefined : `${index}.${field}`,
    );
  return (
    <>
      {step.changes.map((each, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out like a card.
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: changes have no name of their own and are never reordered.
          key={index}
          role="group"
          aria-label={t('update.change', { number: index + 1 })}
          className={step.changes.length === 1 ? classes.onlyPath : classes.path}
          data-path={`steps.${id}.changes.${index}`}
        >
          <div className={classes.pathHead}>
            <Select
              label={t('update.do')}
              data={deeds.map((value) => ({ value, label: t(`update.deeds.${value}`) }))}
              value={each.do}
              onChange={(value) => {
                const deed = deeds.find((known) => known === value);
                if (deed && deed !== each.do) change(index, turned(each, deed));
              }}
            />
            {step.changes.length > 1 && (
              <ActionIcon
                aria-label={t('update.remove', { number: index + 1 })}
                onClick={() =>
                  setStep(id, { ...step, changes: step.changes.filter((_, at) => at !== index) })
                }
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
          <ChangeFields
            change={each}
            path={`steps.${id}.changes.${index}`}
            onChange={(next, field) => change(index, next, field)}
          />
        </div>
      ))}
      <p className={classes.note}>{t('liquidHint', { open: '{{', close: '}}' })}</p>
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={step.changes.length >= 50}
          onClick={() =>
            setStep(id, {
              ...step,
              changes: [...step.changes, { do: 'set', of: 'contact', field: '', value: '' }],
            })
          }
        >
          {t('update.add')}
        </Button>
      </div>
    </>
  );
}

/** The same change, done otherwise; what both know stays. */
function turned(was: ContactChange, deed: ContactChange['do']): ContactChange {
  if (deed === 'add-tag' || deed === 'remove-tag') return { do: deed, tag: 'tag' in was ? was.tag : '' };
  const { of, field } = 'tag' in was ? { of: 'contact' as const, field: '' } : was;
  return deed === 'set' ? { do: 'set', of, field, value: '' } : { do: 'unset', of, field };
}

interface ChangeFieldsProps {
  change: ContactChange;
  path: string;
  onChange: (change: ContactChange, field?: string) => void;
}

function ChangeFields({ change, path, onChange }: ChangeFieldsProps) {
  const { t } = useTranslation('inspector');
  const vocabulary = useVocabulary();
  if ('tag' in change) {
    return (
      <TextInput
        label={t('update.tag')}
        required
        maxLength={80}
        data-path={`${path}.tag`}
        value={change.tag}
        onChange={(event) => onChange({ ...change, tag: event.currentTarget.value }, 'tag')}
      />
    );
  }
  const names = (vocabulary?.traits ?? [])
    .filter(({ fact }) => fact === change.of)
    .flatMap(({ path: trait }) => trait.split('.').at(-1) ?? []);
  return (
    <>
      <Select
        label={t('update.of')}
        data={owners.map((value) => ({ value, label: t(`update.owners.${value}`) }))}
        value={change.of}
        onChange={(value) => {
          const of = owners.find((each) => each === value);
          if (of) onChange({ ...change, of });
        }}
      />
      <Autocomplete
        size="xs"
        label={t('update.field')}
        required
        maxLength={200}
        data-path={`${path}.field`}
        data={[...new Set(names)]}
        value={change.field}
        onChange={(field) => onChange({ ...change, field }, 'field')}
      />
      {change.do === 'set' && (
        <TextInput
          label={t('update.value')}
          maxLength={2_000}
          data-path={`${path}.value`}
          value={String(change.value)}
          description={t('update.valueHint')}
          onChange={(event) => onChange({ ...change, value: typedValue(event.currentTarget.value) }, 'value')}
        />
      )}
    </>
  );
}
