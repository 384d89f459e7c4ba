import { ActionIcon, Autocomplete, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconGauge, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MeterEvent, meterEvent } from '../../../shared/meter-event.ts';
import { shippedMeters } from '../../../shared/playbooks/shipped-signal.ts';
import { useVocabulary } from '../../inspector/use-vocabulary.ts';
import { readBy } from '../../schemas-there.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { settingsQuery } from '../queries.ts';
import { useChangeSettings } from '../settings/use-change-settings.ts';

const MOST = 50;
const blank: MeterEvent = { event: '', meter: '', value: '' };

/** Which events say what the meters of accounts stand at, for products that do not tell it with `group`. */
export function MeterEventsPanel() {
  const { t } = useTranslation(['pages', 'shell']);
  const { data } = useQuery(settingsQuery);
  const change = useChangeSettings();
  const [edited, setEdited] = useState<readonly MeterEvent[]>();
  const seen = useVocabulary()?.events.map(({ name }) => name) ?? [];
  if (!data) return null;
  const shown = edited ?? data.meterEvents;
  const set = (index: number, part: Partial<MeterEvent>) =>
    setEdited(shown.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const isWhole = shown.every((each) => readBy(meterEvent, each) !== undefined);
  const add = (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconPlus size={15} aria-hidden />}
      disabled={shown.length >= MOST}
      onClick={() => setEdited([...shown, blank])}
    >
      {t('connect.meters.add')}
    </Button>
  );
  return (
    <Panel title={t('connect.meters.title')} about={t('connect.meters.about')}>
      {shown.length === 0 && !edited && (
        <EmptyState icon={IconGauge} title={t('connect.meters.none')} text={t('connect.meters.noneText')}>
          {add}
        </EmptyState>
      )}
      {(shown.length > 0 || edited) && (
        <Stack gap="sm">
          {shown.map((each, index) => (
            <Group
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
              key={index}
              gap="xs"
              align="end"
              role="group"
              aria-label={t('connect.meters.one', { number: index + 1 })}
            >
              <Autocomplete
                size="sm"
                flex="2 1 160px"
                label={t('connect.meters.event')}
                data={seen}
                limit={20}
                value={each.event}
                onChange={(event) => set(index, { event })}
              />
              <TextInput
                size="sm"
                flex="1 1 120px"
                label={t('connect.meters.value')}
                placeholder="$.used"
                spellCheck={false}
                value={each.value}
                onChange={({ currentTarget }) => set(index, { value: currentTarget.value.trim() })}
              />
              <TextInput
                size="sm"
                flex="1 1 120px"
                label={t('connect.meters.limit')}
                placeholder="$.limit"
                spellCheck={false}
                value={each.limit ?? ''}
                onChange={({ currentTarget }) =>
                  set(index, { limit: currentTarget.value.trim() || undefined })
                }
              />
              <Autocomplete
                size="sm"
                flex="1 1 120px"
                label={t('connect.meters.meter')}
                data={[...shippedMeters]}
                value={each.meter}
                onChange={(meter) => set(index, { meter })}
              />
              <ActionIcon
                size={36}
                variant="subtle"
                color="gray"
                aria-label={t('connect.meters.remove', { number: index + 1 })}
                onClick={() => setEdited(shown.filter((_, at) => at !== index))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <ErrorNotice error={change.error} />
          <Group gap="xs">
            <Button
              size="sm"
              loading={change.isPending}
              disabled={!edited || !isWhole}
              onClick={() =>
                change.mutate({ meterEvents: [...shown] }, { onSuccess: () => setEdited(undefined) })
              }
            >
              {t('shell:common.save')}
            </Button>
            {add}
          </Group>
        </Stack>
      )}
    </Panel>
  );
}
