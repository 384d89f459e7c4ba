import { useTranslation } from 'react-i18next';
import type { SignalLine } from '../../../shared/signal.ts';
import { formatDay } from '../../i18n/format.ts';
import { Chip } from '../../ui/Chip.tsx';

/** Whether a signal is looked for, and what it waits for until it opens anything. */
export function SignalState({ signal }: { signal: SignalLine }) {
  const { t, i18n } = useTranslation('pages');
  const { on, pass, learning, edited } = signal;
  if (!on) return <Chip>{t('signals.state.off')}</Chip>;
  if (learning)
    return (
      <Chip tone="info">
        {learning.until
          ? t('signals.state.learningUntil', { day: formatDay(learning.until, i18n.language) })
          : t('signals.state.waitsFor', { events: learning.waitsFor.join(', ') })}
      </Chip>
    );
  if (!pass.finished) return <Chip tone="info">{t('signals.state.counting')}</Chip>;
  return <Chip tone="ok">{t(edited ? 'signals.state.edited' : 'signals.state.on')}</Chip>;
}
