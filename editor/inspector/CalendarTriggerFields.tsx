import { Autocomplete, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withOptional } from '../../shared/steps/step-definition.ts';
import type { TriggerOf } from '../../shared/triggers/index.ts';
import { useDraft } from '../draft/draft-store.ts';
import { DateFields } from './DateFields.tsx';
import { orAbsent, setEntry } from './set-step.ts';
import { typedValue } from './typed-value.ts';
import { useVocabulary } from './use-vocabulary.ts';
import { ZoneField } from './ZoneField.tsx';

type Calendar = TriggerOf<'attribute'> | TriggerOf<'date'> | TriggerOf<'schedule'>;

const directions = ['either', 'up', 'down'] as const;
const changes = ['any', 'to', 'crosses'] as const;

/** Replaces the trigger; `field` names what is typed in. */
function set(trigger: Calendar, field?: string): void {
  setEntry((was) => ({ ...was, trigger }), field === undefined ? undefined : `entry.trigger.${field}`);
}

/** What a trigger by a changed trait, a date or a schedule needs to know. */
export function CalendarTriggerFields({ trigger }: { trigger: Calendar }) {
  if (trigger.kind === 'attribute') return <AttributeFields trigger={trigger} />;
  return trigger.kind === 'date' ? (
    <DateTriggerFields trigger={trigger} />
  ) : (
    <ScheduleFields trigger={trigger} />
  );
}

function AttributeFields({ trigger }: { trigger: TriggerOf<'attribute'> }) {
  const { t } = useTranslation('inspector');
  const vocabulary = useVocabulary();
  const subject = useDraft(({ history }) => history.present.subject);
  const paths = (vocabulary?.traits ?? [])
    .filter(({ fact, path }) => fact === subject && path.startsWith('$.traits.'))
    .map(({ path }) => (subject === 'account' ? `$.account${path.slice(1)}` : path));
  const change = trigger.crosses !== undefined ? 'crosses' : trigger.to !== undefined ? 'to' : 'any';
  const choose = (to: string | null) => {
    const { to: _, crosses: __, ...rest } = trigger;
    if (to === 'any') set(rest);
    if (to === 'to') set({ ...rest, to: '' });
    if (to === 'crosses') set({ ...rest, crosses: 0 });
  };
  return (
    <>
      <Autocomplete
        size="xs"
        label={t('attribute.path')}
        placeholder={subject === 'account' ? '$.account.mrr' : '$.traits.plan'}
        required
        maxLength={300}
        data-path="entry.trigger.path"
        data={
          subject === 'account'
            ? [...new Set(['$.account.mrr', '$.account.plan', '$.account.seats', ...paths])]
            : paths
        }
        value={trigger.path}
        onChange={(path) => set({ ...trigger, path }, 'path')}
      />
      <Select
        label={t('attribute.change')}
        data={changes.map((value) => ({ value, label: t(`attribute.changes.${value}`) }))}
        value={change}
        onChange={choose}
      />
      {trigger.crosses !== undefined && (
        <>
          <NumberInput
            label={t('attribute.value')}
            data-path="entry.trigger.crosses"
            value={trigger.crosses}
            onChange={(value) => set({ ...trigger, crosses: Number(value) || 0 }, 'crosses')}
          />
          <Select
            label={t('attribute.direction')}
            data={directions.map((value) => ({ value, label: t(`attribute.directions.${value}`) }))}
            value={trigger.direction}
            onChange={(value) => {
              const direction = directions.find((each) => each === value);
              if (direction) set({ ...trigger, direction });
            }}
          />
        </>
      )}
      {change === 'to' && (
        <TextInput
          label={t('attribute.value')}
          maxLength={500}
          data-path="entry.trigger.to"
          value={String(trigger.to ?? '')}
          description={t('update.valueHint')}
          onChange={(event) => set({ ...trigger, to: typedValue(event.currentTarget.value) }, 'to')}
        />
      )}
    </>
  );
}

function DateTriggerFields({ trigger }: { trigger: TriggerOf<'date'> }) {
  const { t } = useTranslation('inspector');
  return (
    <>
      <DateFields value={trigger} path="entry.trigger" onChange={(next, field) => set(next, field)} />
      <TextInput
        type="time"
        label={t('date.at')}
        value={trigger.at}
        data-path="entry.trigger.at"
        onChange={(event) => {
          const at = orAbsent(event.currentTarget.value);
          if (at) set({ ...trigger, at }, 'at');
        }}
      />
      <Switch
        label={t('date.yearly')}
        description={t('date.yearlyHint')}
        checked={trigger.yearly}
        onChange={(event) => set({ ...trigger, yearly: event.currentTarget.checked })}
      />
    </>
  );
}

function ScheduleFields({ trigger }: { trigger: TriggerOf<'schedule'> }) {
  const { t } = useTranslation('inspector');
  return (
    <>
      <TextInput
        label={t('schedule.cron')}
        description={t('schedule.cronHint')}
        required
        maxLength={100}
        data-path="entry.trigger.cron"
        value={trigger.cron}
        onChange={(event) => set({ ...trigger, cron: event.currentTarget.value }, 'cron')}
      />
      <ZoneField
        value={trigger.zone}
        path="entry.trigger.zone"
        ofContact={false}
        onChange={(zone) => set(withOptional(trigger, 'zone', zone))}
      />
    </>
  );
}
