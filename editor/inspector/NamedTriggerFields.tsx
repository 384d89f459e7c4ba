import { Autocomplete, Input, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SegmentTrigger } from '../../shared/triggers/segment.ts';
import type { SignalTrigger } from '../../shared/triggers/signal.ts';
import { setEntry } from './set-step.ts';
import { useSegments } from './use-segments.ts';

/** Which segment or signal starts the workflow, and which way it turns. */
export function NamedTriggerFields({ trigger }: { trigger: SegmentTrigger | SignalTrigger }) {
  const { t } = useTranslation('inspector');
  const segments = useSegments();
  const { kind } = trigger;
  const ways = kind === 'segment' ? (['entered', 'left'] as const) : (['opened', 'resolved'] as const);
  const name = kind === 'segment' ? trigger.segment : trigger.signal;
  return (
    <>
      <Autocomplete
        size="xs"
        label={t(`trigger.${kind}`)}
        required
        maxLength={120}
        data-path={`entry.trigger.${kind}`}
        placeholder={t('trigger.keyHint')}
        data={kind === 'segment' ? segments.map(({ key }) => key) : []}
        renderOption={({ option }) => segments.find(({ key }) => key === option.value)?.name ?? option.value}
        value={name}
        onChange={(next) =>
          setEntry(
            (was) => ({
              ...was,
              trigger: kind === 'segment' ? { ...trigger, segment: next } : { ...trigger, signal: next },
            }),
            `entry.trigger.${kind}`,
          )
        }
      />
      <Input.Wrapper label={t('trigger.on')} labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          mt={4}
          aria-label={t('trigger.on')}
          value={trigger.on}
          onChange={(on) =>
            setEntry((was) => ({ ...was, trigger: { ...trigger, on } as SegmentTrigger | SignalTrigger }))
          }
          data={ways.map((value) => ({ value, label: t(`trigger.ways.${value}`) }))}
        />
      </Input.Wrapper>
    </>
  );
}
