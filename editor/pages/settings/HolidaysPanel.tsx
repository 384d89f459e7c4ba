import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holiday } from '../../../shared/holiday.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

const MOST = 400;

/** The days on which send windows stay shut. */
export function HolidaysPanel({ holidays, readOnly }: { holidays: readonly Holiday[]; readOnly: boolean }) {
  const { t } = useTranslation(['pages', 'shell']);
  const change = useChangeSettings();
  const [edited, setEdited] = useState<readonly Holiday[]>();
  const shown = edited ?? holidays;
  const set = (index: number, part: Partial<Holiday>) =>
    setEdited(shown.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <Panel title={t('settings.holidays.title')} about={t('settings.holidays.about')}>
      <Stack gap="sm">
        {shown.length === 0 && <Text size="sm">{t('settings.holidays.none')}</Text>}
        {shown.map((each, index) => (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: holidays have no identity but their place.
            key={index}
            gap="xs"
            align="end"
            wrap="wrap"
            role="group"
            aria-label={t('settings.holidays.one', { number: index + 1 })}
          >
            <TextInput
              size="xs"
              w={170}
              label={t('settings.holidays.name')}
              maxLength={100}
              disabled={readOnly}
              value={each.name}
              onChange={({ currentTarget }) => set(index, { name: currentTarget.value })}
            />
            <TextInput
              size="xs"
              type="date"
              w={140}
              label={t('settings.holidays.date')}
              disabled={readOnly}
              value={each.date}
              onChange={({ currentTarget }) => set(index, { date: currentTarget.value })}
            />
            <TextInput
              size="xs"
              w={150}
              label={t('settings.holidays.countries')}
              title={t('settings.holidays.countriesHint')}
              placeholder="PL, DE"
              maxLength={200}
              disabled={readOnly}
              value={(each.countries ?? []).join(', ')}
              onChange={({ currentTarget }) => set(index, { countries: codesIn(currentTarget.value) })}
            />
            <Checkbox
              size="xs"
              mb={7}
              label={t('settings.holidays.yearly')}
              disabled={readOnly}
              checked={each.yearly}
              onChange={({ currentTarget }) => set(index, { yearly: currentTarget.checked })}
            />
            {!readOnly && (
              <ActionIcon
                size={30}
                variant="subtle"
                color="gray"
                aria-label={t('settings.holidays.remove', { number: index + 1 })}
                onClick={() => setEdited(shown.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <ErrorNotice error={change.error} />
        {!readOnly && (
          <Group gap="xs">
            <Button
              size="sm"
              loading={change.isPending}
              disabled={!edited}
              onClick={() =>
                change.mutate({ holidays: shown.map(tidy) }, { onSuccess: () => setEdited(undefined) })
              }
            >
              {t('shell:common.save')}
            </Button>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={shown.length >= MOST}
              onClick={() => setEdited([...shown, { name: '', date: '', yearly: true }])}
            >
              {t('settings.holidays.add')}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
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
