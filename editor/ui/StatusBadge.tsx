import { useTranslation } from 'react-i18next';
import type { English } from '../i18n/languages.ts';
import { Chip, type Tone } from './Chip.tsx';

/** Every state that workflows, people inside, messages, tasks and calls can be in. */
export type Status = keyof English['words']['status'];

const tones: Partial<Record<Status, Tone>> = {
  live: 'ok',
  paused: 'warn',
  held: 'warn',
  queued: 'info',
  sending: 'info',
  sent: 'ok',
  delivered: 'ok',
  bounced: 'error',
  failed: 'error',
  suppressed: 'warn',
  unknown: 'warn',
  open: 'info',
  done: 'ok',
  active: 'ok',
  waiting: 'info',
  parked: 'error',
  completed: 'ok',
  accepted: 'ok',
  duplicate: 'neutral',
  rejected: 'error',
};

/** A state in its word and colour, the same on every page. */
export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation('words');
  return (
    <Chip tone={tones[status] ?? 'neutral'} dot={status === 'live'}>
      {t(`status.${status}`)}
    </Chip>
  );
}
