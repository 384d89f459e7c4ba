import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FrequencyCap, proposedCaps } from '../../../shared/frequency-cap.ts';
import { DurationField } from '../../inspector/DurationField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useChangeSettings } from './use-change-settings.ts';

/** How much marketing mail a contact gets at most, over all workflows together. */
export function CapsPanel({ caps, readOnly }: { caps: readonly FrequencyCap[]; readOnly: boolean }) {
  const { t } = useTranslation(['pages', 'shell']);
  const change = useChangeSettings();
  const [edited, setEdited] = useState<readonly FrequencyCap[]>();
  const shown = edited ?? caps;
  const set = (index: number, part: Partial<FrequencyCap>) =>
    setEdited(shown.map((cap, at) => (at === index ? { ...cap, ...part } : cap)));
  return (
    <Panel title={t('settings.caps.title')} about={t('settings.caps.about')}>
      <Stack gap="sm">
        {shown.length === 0 && <Text size="sm">{t('settings.caps.none')}</Text>}
        {shown.map((cap, index) => (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: caps have no identity but their place.
            key={index}
            gap="xs"
            align="end"
            wrap="wrap"
            role="group"
            aria-label={t('settings.caps.one', { number: index + 1 })}
          >
            <NumberInput
              size="xs"
              w={110}
              label={t('settings.caps.most')}
              min={1}
              max={1_000}
              allowDecimal={false}
              clampBehavior="strict"
              disabled={readOnly}
              value={cap.most}
              onChange={(next) => set(index, { most: Math.max(1, Math.trunc(Number(next)) || 1) })}
            />
            <DurationField
              label={t('settings.caps.per')}
              path={`caps.${index}.per`}
              value={cap.per}
              onChange={(per) => set(index, { per })}
            />
            <TextInput
              size="xs"
              w={180}
              label={t('settings.caps.topic')}
              placeholder={t('settings.caps.everyTopic')}
              maxLength={80}
              disabled={readOnly}
              value={cap.topic ?? ''}
              onChange={({ currentTarget }) => set(index, { topic: currentTarget.value || undefined })}
            />
            {!readOnly && (
              <ActionIcon
                size={30}
                variant="subtle"
                color="gray"
                aria-label={t('settings.caps.remove', { number: index + 1 })}
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
              onClick={() => change.mutate({ caps: [...shown] }, { onSuccess: () => setEdited(undefined) })}
            >
              {t('shell:common.save')}
            </Button>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconPlus size={14} />}
              disabled={shown.length >= 20}
              onClick={() => setEdited([...shown, proposedCaps[0] ?? { most: 1, per: '1d' }])}
            >
              {t('settings.caps.add')}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}
