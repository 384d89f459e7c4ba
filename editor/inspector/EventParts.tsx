import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Leaf } from '../../shared/condition.ts';
import { eventMeasures, eventParams, measuresProperty } from '../../shared/vocabulary/event-fact.ts';
import type { ConditionScope } from '../../shared/vocabulary/fact-definition.ts';
import { wordsFor } from '../../shared/vocabulary/words.ts';
import { currentLanguage } from '../i18n/language.ts';
import classes from './condition.module.css';
import { DurationField } from './DurationField.tsx';
import { WhereField } from './WhereField.tsx';

interface EventPartsProps {
  leaf: Leaf;
  scope: ConditionScope;
  path: string;
  onChange: (leaf: Leaf) => void;
}

type Window = 'ever' | 'within' | 'entry';

/** What is measured about an event, over which stretch of time, and which of its occurrences count. */
export function EventParts({ leaf, scope, path, onChange }: EventPartsProps) {
  const { t } = useTranslation('inspector');
  const params = eventParams(leaf.params);
  const set = (changes: Record<string, unknown>) => {
    const next = Object.entries({ ...leaf.params, ...changes }).filter(([, value]) => value !== undefined);
    onChange({ ...leaf, params: Object.fromEntries(next) });
  };
  const setMeasure = (measure: (typeof eventMeasures)[number]) => {
    const isSince = measure === 'daysSinceLast' || measure === 'daysSinceFirst';
    set({
      measure,
      property: measuresProperty(measure) ? (params.property ?? '$.') : undefined,
      ifNever: isSince ? leaf.params?.ifNever : undefined,
    });
  };
  const window: Window = params.since ? 'entry' : params.within ? 'within' : 'ever';
  const windows: Window[] =
    scope === 'step' || scope === 'goal' ? ['ever', 'within', 'entry'] : ['ever', 'within'];
  const setWindow = (to: string | null) =>
    set({ within: to === 'within' ? '30d' : undefined, since: to === 'entry' ? 'entry' : undefined });
  const isSince = params.measure === 'daysSinceLast' || params.measure === 'daysSinceFirst';
  return (
    <>
      <Select
        aria-label={t('condition.measure')}
        data={eventMeasures.map((measure) => ({
          value: measure,
          label: wordsFor(`measures.${measure}`, currentLanguage()),
        }))}
        value={params.measure}
        onChange={(measure) => measure && setMeasure(measure as (typeof eventMeasures)[number])}
      />
      {measuresProperty(params.measure) && (
        <TextInput
          aria-label={t('condition.property')}
          placeholder="$.amount"
          data-path={`${path}.params.property`}
          value={params.property ?? ''}
          onChange={(event) => set({ property: event.currentTarget.value })}
        />
      )}
      <div className={params.within === undefined ? undefined : classes.compare}>
        <Select
          aria-label={t('condition.window')}
          data={windows.map((value) => ({ value, label: t(`condition.windows.${value}`) }))}
          value={window}
          onChange={setWindow}
        />
        {params.within !== undefined && (
          <DurationField
            label={t('condition.within')}
            hideLabel
            value={params.within}
            path={`${path}.params.within`}
            onChange={(within) => set({ within })}
          />
        )}
      </div>
      {isSince && (
        <Select
          label={t('condition.ifNever.label')}
          data={(['created', 'missing'] as const).map((value) => ({
            value,
            label: t(`condition.ifNever.${value}`),
          }))}
          value={params.ifNever}
          onChange={(value) => set({ ifNever: value === 'missing' ? 'missing' : undefined })}
        />
      )}
      {scope !== 'where' && (
        <WhereField value={params.where} path={`${path}.params.where`} onChange={(where) => set({ where })} />
      )}
    </>
  );
}
