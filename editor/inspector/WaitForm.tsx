import { Chip, Group, Input, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weekday } from '../../shared/steps/fields.ts';
import type { StepOf } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { DateFields } from './DateFields.tsx';
import { DurationField } from './DurationField.tsx';
import { setStep } from './set-step.ts';
import { ZoneField } from './ZoneField.tsx';

type Wait = StepOf<'wait'>;
type Mode = 'for' | 'date' | 'time';

const modes: Mode[] = ['for', 'date', 'time'];

/** How long a wait lasts: a length of time, until a date, or until a time of day. */
export function WaitForm({ id, step }: { id: string; step: Wait }) {
  const { t } = useTranslation('inspector');
  const { until } = step;
  const mode: Mode = !until ? 'for' : 'date' in until ? 'date' : 'time';
  const choose = (to: string | null) => {
    const { for: length, until: _, ...rest } = step;
    if (to === 'for') setStep(id, { ...rest, for: length ?? '3d' });
    if (to === 'date') setStep(id, { ...rest, until: { date: '$.contact.traits.' } });
    if (to === 'time') setStep(id, { ...rest, until: { at: '09:00', zone: 'contact' } });
  };
  const at = `steps.${id}`;
  return (
    <>
      <Select
        label={t('wait.mode')}
        data={modes.map((value) => ({ value, label: t(`wait.modes.${value}`) }))}
        value={mode}
        onChange={choose}
      />
      {!until && (
        <DurationField
          label={t('wait.for')}
          value={step.for ?? '3d'}
          path={`${at}.for`}
          onChange={(length) => setStep(id, { ...step, for: length }, 'for')}
        />
      )}
      {until && 'date' in until && (
        <>
          <DateFields
            value={until}
            path={`${at}.until`}
            onChange={(next, field) => setStep(id, { ...step, until: next }, field)}
          />
          <TextInput
            type="time"
            label={t('date.at')}
            description={t('wait.atHint')}
            value={until.at ?? ''}
            data-path={`${at}.until.at`}
            onChange={(event) => {
              const time = event.currentTarget.value || undefined;
              setStep(id, { ...step, until: withOptional(until, 'at', time) }, 'at');
            }}
          />
        </>
      )}
      {until && !('date' in until) && (
        <>
          <Input.Wrapper label={t('sendWindow.days')} description={t('wait.daysHint')} labelElement="div">
            <Chip.Group
              multiple
              value={until.days ?? []}
              onChange={(chosen) => {
                const days = weekday.options.filter((day) => chosen.includes(day));
                setStep(id, {
                  ...step,
                  until: withOptional(until, 'days', days.length > 0 ? days : undefined),
                });
              }}
            >
              <Group gap={4} mt={4}>
                {weekday.options.map((day) => (
                  <Chip key={day} size="xs" value={day}>
                    {t(`sendWindow.day.${day}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
          <TextInput
            type="time"
            label={t('date.at')}
            value={until.at}
            data-path={`${at}.until.at`}
            onChange={(event) => {
              const time = event.currentTarget.value;
              if (time) setStep(id, { ...step, until: { ...until, at: time } }, 'at');
            }}
          />
          <ZoneField
            value={until.zone}
            path={`${at}.until.zone`}
            onChange={(zone) => setStep(id, { ...step, until: { ...until, zone } })}
          />
        </>
      )}
    </>
  );
}
