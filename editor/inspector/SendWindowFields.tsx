import { Chip, Group, Input, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weekday } from '../../shared/steps/fields.ts';
import type { SendWindow } from '../../shared/workflow.ts';
import { useDraft } from '../draft/draft-store.ts';
import { DurationField } from './DurationField.tsx';
import classes from './fields.module.css';
import { setOptional } from './set-step.ts';

const blank: SendWindow = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '18:00',
  zone: 'contact',
  expiresAfter: '3d',
};

/** When e-mails may go out. */
export function SendWindowFields() {
  const { t } = useTranslation('inspector');
  const sendWindow = useDraft(({ history }) => history.present.sendWindow);
  const set = (changes: Partial<SendWindow>, field?: string) =>
    sendWindow && setOptional('sendWindow', { ...sendWindow, ...changes }, field);
  const zones = ['contact', ...Intl.supportedValuesOf('timeZone')];
  return (
    <div className={classes.form} data-path="sendWindow">
      <Switch
        label={t('sendWindow.on')}
        description={t('sendWindow.hint')}
        checked={sendWindow !== undefined}
        onChange={(event) => setOptional('sendWindow', event.currentTarget.checked ? blank : undefined)}
      />
      {sendWindow && (
        <>
          <Input.Wrapper label={t('sendWindow.days')} labelElement="div">
            <Chip.Group
              multiple
              value={sendWindow.days}
              onChange={(days) => set({ days: weekday.options.filter((day) => days.includes(day)) })}
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
          <div className={classes.pair}>
            <TextInput
              type="time"
              label={t('sendWindow.from')}
              value={sendWindow.from}
              onChange={(event) =>
                set({ from: event.currentTarget.value || sendWindow.from }, 'sendWindow.from')
              }
            />
            <TextInput
              type="time"
              label={t('sendWindow.to')}
              value={sendWindow.to}
              onChange={(event) => set({ to: event.currentTarget.value || sendWindow.to }, 'sendWindow.to')}
            />
          </div>
          <Select
            label={t('sendWindow.zone')}
            searchable
            limit={60}
            data-path="sendWindow.zone"
            data={zones.map((zone) => ({
              value: zone,
              label: zone === 'contact' ? t('sendWindow.ofContact') : zone,
            }))}
            value={sendWindow.zone}
            onChange={(zone) => zone && set({ zone })}
          />
          <DurationField
            label={t('sendWindow.expiresAfter')}
            value={sendWindow.expiresAfter}
            path="sendWindow.expiresAfter"
            onChange={(expiresAfter) => set({ expiresAfter }, 'sendWindow.expiresAfter')}
          />
        </>
      )}
    </div>
  );
}
