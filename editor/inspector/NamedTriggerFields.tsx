import { Input, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SegmentTrigger } from '../../shared/triggers/segment.ts';
import type { SignalTrigger } from '../../shared/triggers/signal.ts';
import { KnownSelect } from './KnownSelect.tsx';
import { setEntry } from './set-step.ts';

/** Which segment or signal starts the workflow, and which way it turns. */
export function NamedTriggerFields({ trigger }: { trigger: SegmentTrigger | SignalTrigger }) {
  const { t } = useTranslation('inspector');
  const { kind } = trigger;
  const ways = kind === 'segment' ? (['entered', 'left'] as const) : (['opened', 'resolved'] as const);
  const name = kind === 'segment' ? trigger.segment : trigger.signal;
  return (
    <>
      <KnownSelect
        label={t(`trigger.${kind}`)}
        input={kind}
        required
        path={`entry.trigger.${kind}`}
        value={name}
        onChange={(next = '') =>
          setEntry((was) => ({
            ...was,
            trigger: kind === 'segment' ? { ...trigger, segment: next } : { ...trigger, signal: next },
          }))
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
