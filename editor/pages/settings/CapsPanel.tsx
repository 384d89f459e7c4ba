import { NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FrequencyCap, proposedCaps } from '../../../shared/frequency-cap.ts';
import { DurationField } from '../../inspector/DurationField.tsx';
import { RowsPanel } from './RowsPanel.tsx';

const MOST = 20;

/** How much marketing mail a contact gets at most, over all workflows together. */
export function CapsPanel({ caps, readOnly }: { caps: readonly FrequencyCap[]; readOnly: boolean }) {
  const { t } = useTranslation('pages');
  return (
    <RowsPanel<FrequencyCap>
      words={{
        title: t('settings.caps.title'),
        about: t('settings.caps.about'),
        none: t('settings.caps.none'),
        add: t('settings.caps.add'),
        one: (number) => t('settings.caps.one', { number }),
        remove: (number) => t('settings.caps.remove', { number }),
      }}
      rows={caps}
      readOnly={readOnly}
      most={MOST}
      blank={proposedCaps[0] ?? { most: 1, per: '1d' }}
      toSettings={(rows) => ({ caps: rows })}
    >
      {(cap, index, set) => (
        <>
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
            onChange={(next) => set({ most: Math.max(1, Math.trunc(Number(next)) || 1) })}
          />
          <DurationField
            label={t('settings.caps.per')}
            path={`caps.${index}.per`}
            value={cap.per}
            onChange={(per) => set({ per })}
          />
          <TextInput
            size="xs"
            w={180}
            label={t('settings.caps.topic')}
            placeholder={t('settings.caps.everyTopic')}
            maxLength={80}
            disabled={readOnly}
            value={cap.topic ?? ''}
            onChange={({ currentTarget }) => set({ topic: currentTarget.value || undefined })}
          />
        </>
      )}
    </RowsPanel>
  );
}
