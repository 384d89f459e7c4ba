import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Holiday } from '../../../shared/holiday.ts';
import { RowsPanel } from './RowsPanel.tsx';

const MOST = 400;

/** The days on which send windows stay shut. */
export function HolidaysPanel({ holidays, readOnly }: { holidays: readonly Holiday[]; readOnly: boolean }) {
  const { t } = useTranslation('pages');
  return (
    <RowsPanel<Holiday>
      words={{
        title: t('settings.holidays.title'),
        about: t('settings.holidays.about'),
        none: t('settings.holidays.none'),
        add: t('settings.holidays.add'),
        one: (number) => t('settings.holidays.one', { number }),
        remove: (number) => t('settings.holidays.remove', { number }),
      }}
      rows={holidays}
      readOnly={readOnly}
      most={MOST}
      blank={{ name: '', date: '', yearly: true }}
      toSettings={(rows) => ({ holidays: rows.map(tidy) })}
    >
      {(holiday, _, set) => (
        <>
          <TextInput
            size="xs"
            w={170}
            label={t('settings.holidays.name')}
            maxLength={100}
            disabled={readOnly}
            value={holiday.name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          />
          <TextInput
            size="xs"
            type="date"
            w={140}
            label={t('settings.holidays.date')}
            disabled={readOnly}
            value={holiday.date}
            onChange={({ currentTarget }) => set({ date: currentTarget.value })}
          />
          <TextInput
            size="xs"
            w={150}
            label={t('settings.holidays.countries')}
            title={t('settings.holidays.countriesHint')}
            placeholder="PL, DE"
            maxLength={200}
            disabled={readOnly}
            value={(holiday.countries ?? []).join(', ')}
            onChange={({ currentTarget }) => set({ countries: codesIn(currentTarget.value) })}
          />
          <Checkbox
            size="xs"
            mb={7}
            label={t('settings.holidays.yearly')}
            disabled={readOnly}
            checked={holiday.yearly}
            onChange={({ currentTarget }) => set({ yearly: currentTarget.checked })}
          />
        </>
      )}
    </RowsPanel>
  );
}

/** Country codes as they are typed: one may still be half written, and a comma at the end waits for the next. */
function codesIn(text: string): string[] {
  const codes = text.toUpperCase().split(/[,;\s]+/);
  return codes.length === 1 && codes[0] === '' ? [] : codes.slice(0, 50);
}

/** Without what typing left behind. */
function tidy({ countries = [], ...rest }: Holiday): Holiday {
  const codes = countries.filter((code) => code !== '');
  return codes.length > 0 ? { ...rest, countries: codes } : rest;
}
