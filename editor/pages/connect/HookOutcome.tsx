import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HookDelivery } from '../../../shared/hook.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';

const tones: Record<HookDelivery['outcome'], Tone> = {
  accepted: 'ok',
  'left-out': 'neutral',
  refused: 'error',
};

/** What became of a payload, and why where it became nothing. */
export function HookOutcome({
  outcome,
}: {
  outcome: Pick<HookDelivery, 'outcome' | 'code' | 'message' | 'call'>;
}) {
  const { t } = useTranslation('pages');
  const { code, message = '', call } = outcome;
  const name = typeof call?.event === 'string' ? call.event : undefined;
  return (
    <Group gap="xs" wrap="nowrap" align="baseline">
      <Chip tone={tones[outcome.outcome]}>{t(`hooks.outcomes.${outcome.outcome}`)}</Chip>
      <Text size="sm">
        {outcome.outcome === 'accepted' &&
          (name ?? (call ? t(`hooks.types.${call.type as 'identify' | 'group'}`) : ''))}
        {outcome.outcome === 'left-out' && t('hooks.leftOut', { name: message })}
        {outcome.outcome === 'refused' &&
          (code ? problemText({ code, facts: {}, message: message || code }) : message)}
      </Text>
    </Group>
  );
}
