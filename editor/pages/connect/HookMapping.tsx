import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HookMapping as Mapping } from '../../../shared/hook.ts';
import { Panel } from '../../ui/Panel.tsx';
import { hookParts, sourceFrom, sourceText, valuesOf } from './hook-draft.ts';
import { PairFields } from './PairFields.tsx';

const types = ['track', 'identify', 'group'] as const;

/** What a payload becomes: its parts, its names and its values, each a path or a text. */
export function HookMapping({
  mapping,
  onChange,
}: {
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  const { t } = useTranslation('pages');
  const isTrack = mapping.type === 'track';
  const where = valuesOf(mapping);
  const values = Object.entries(mapping[where]).map(([name, source]) => [name, sourceText(source)] as const);
  return (
    <Panel title={t('hooks.mapping')} about={t('hooks.mappingText')}>
      <Stack gap="sm">
        <Select
          size="sm"
          label={t('hooks.type')}
          allowDeselect={false}
          data={types.map((value) => ({ value, label: t(`hooks.types.${value}`) }))}
          value={mapping.type}
          onChange={(type) => type && onChange({ ...mapping, type: type as Mapping['type'] })}
        />
        {hookParts
          .filter((part) => part !== 'event' || isTrack)
          .map((part) => (
            <TextInput
              key={part}
              size="sm"
              label={t(`hooks.parts.${part}`)}
              description={t(`hooks.partTexts.${part}`)}
              placeholder={t('hooks.sourcePlaceholder')}
              spellCheck={false}
              value={sourceText(mapping[part])}
              onChange={({ currentTarget }) =>
                onChange({ ...mapping, [part]: sourceFrom(currentTarget.value) })
              }
            />
          ))}
        {isTrack && (
          <>
            <PairFields
              legend={t('hooks.eventNames')}
              hint={t('hooks.eventNamesText')}
              from={t('hooks.theirName')}
              to={t('hooks.ourName')}
              add={t('hooks.addName')}
              pairs={Object.entries(mapping.eventNames)}
              onChange={(pairs) => onChange({ ...mapping, eventNames: Object.fromEntries(pairs) })}
            />
            <Switch
              label={t('hooks.onlyNamed')}
              checked={mapping.onlyNamed}
              onChange={({ currentTarget }) => onChange({ ...mapping, onlyNamed: currentTarget.checked })}
            />
          </>
        )}
        <PairFields
          legend={t(`hooks.${where}`)}
          hint={t('hooks.valuesText')}
          from={t('hooks.valueName')}
          to={t('hooks.source')}
          add={t('hooks.addValue')}
          pairs={values}
          onChange={(pairs) =>
            onChange({
              ...mapping,
              [where]: Object.fromEntries(
                pairs.map(([name, text]) => [name, sourceFrom(text) ?? { text: '' }]),
              ),
            })
          }
        />
      </Stack>
    </Panel>
  );
}
