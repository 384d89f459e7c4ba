import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition, Leaf } from '../../shared/condition.ts';
import type { ConditionScope } from '../../shared/vocabulary/fact-definition.ts';
import type { OperatorName } from '../../shared/vocabulary/operators.ts';
import { wordsFor } from '../../shared/vocabulary/words.ts';
import { currentLanguage } from '../i18n/language.ts';
import classes from './condition.module.css';
import { EventParts } from './EventParts.tsx';
import { MeasureParts } from './MeasureParts.tsx';
import { RuleValue } from './RuleValue.tsx';
import { useRuleEdits } from './rule-edits.ts';
import { isMeasured, operatorsFor, readRule, withOperator } from './rule-reading.ts';
import { OTHER, subjectGroups, subjectValue, withSubject } from './subject-options.ts';
import { useVocabulary } from './use-vocabulary.ts';

interface RuleRowProps {
  leaf: Leaf;
  number: number;
  /** Moves the rule, and opens what can be done with it as a whole. */
  handle: ReactNode;
  path: string;
  scope: ConditionScope;
  onChange: (leaf: Condition) => void;
  onAddBeside: (leaf: Condition) => void;
  onRemove: () => void;
}

/** One rule: what it is about, how it is compared and with what. */
export function RuleRow(props: RuleRowProps) {
  const { leaf, number, handle, path, scope, onChange, onRemove } = props;
  const { t } = useTranslation('inspector');
  const vocabulary = useVocabulary();
  const language = currentLanguage();
  const { about } = useRuleEdits();
  const reading = readRule(leaf, scope);
  const remove = (
    <ActionIcon size={28} aria-label={t('condition.removeRule', { number })} onClick={onRemove}>
      <IconTrash size={16} />
    </ActionIcon>
  );
  if (!reading) {
    return (
      <div className={classes.rule} data-path={path}>
        <div className={classes.line}>
          {handle}
          <pre className={classes.json}>{JSON.stringify(leaf)}</pre>
          {remove}
        </div>
        <p className={classes.hint}>{t('condition.asWrittenHint')}</p>
      </div>
    );
  }
  const { fact, operator, type } = reading;
  const subject = subjectValue(leaf);
  const needsName = !isMeasured(fact) && subject === `${fact}|${OTHER}`;
  const admitsMissing =
    (operator === 'notEqual' || operator === 'notIn') && fact !== 'event' && !isMeasured(fact);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row.
    <div
      role="group"
      aria-label={t('condition.ruleNumber', { number })}
      className={classes.rule}
      data-path={path}
    >
      <div className={classes.line}>
        {handle}
        <Select
          aria-label={t('condition.about')}
          searchable
          className={classes.about}
          nothingFoundMessage={t('condition.nothingFound')}
          data={subjectGroups(
            scope,
            vocabulary,
            leaf,
            language,
            (of) => t(`condition.other.${of}`),
            t('condition.measured'),
            about,
          )}
          value={subject}
          onChange={(option) => option !== null && onChange(withSubject(leaf, option))}
          comboboxProps={{ width: 264, position: 'bottom-start' }}
        />
        {remove}
      </div>
      {needsName &&
        (fact === 'event' ? (
          <TextInput
            aria-label={t('condition.eventName')}
            placeholder={t('condition.eventName')}
            value=""
            onChange={(event) =>
              onChange({ ...leaf, params: { ...leaf.params, event: event.currentTarget.value } })
            }
          />
        ) : (
          <TextInput
            aria-label={t('condition.path')}
            placeholder="$.traits.plan"
            value={leaf.path ?? ''}
            onChange={(event) => onChange({ ...leaf, path: event.currentTarget.value })}
          />
        ))}
      {fact === 'event' && <EventParts leaf={leaf} scope={scope} path={path} onChange={onChange} />}
      {isMeasured(fact) && <MeasureParts leaf={leaf} fact={fact} path={path} onChange={onChange} />}
      <div className={classes.compare}>
        <Select
          aria-label={t('condition.operator')}
          data={operatorsFor(fact, leaf.params ?? {}).map((name) => ({
            value: name,
            label: wordsFor(`operators.${name}`, language),
          }))}
          value={operator}
          onChange={(name) => name && onChange(withOperator(leaf, name as OperatorName, type))}
          comboboxProps={{ width: 200, position: 'bottom-start' }}
        />
        <RuleValue leaf={leaf} reading={reading} vocabulary={vocabulary} onChange={onChange} />
      </div>
      {admitsMissing && (
        <p className={classes.hint}>
          {t('condition.missingToo')}{' '}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              props.onAddBeside({
                fact,
                ...(leaf.path ? { path: leaf.path } : {}),
                operator: 'exists',
                value: true,
              })
            }
          >
            {t('condition.onlyKnown')}
          </Button>
        </p>
      )}
    </div>
  );
}
