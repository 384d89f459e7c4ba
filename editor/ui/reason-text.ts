import i18next from 'i18next';
import { type SendRefusal, sendRefusals } from '../../shared/message.ts';

/** Why something may not be sent, in words; a provider's own error stands as it came. */
export function reasonText(reason: string): string {
  const waits = ['review', 'window', 'holiday', 'provider-down', 'daily-limit'] as const;
  const code = waits.find((each) => each === reason);
  if (code) return i18next.t(`words:reasons.${code}`);
  return isRefusal(reason) ? i18next.t(`words:reasons.${reason}`) : reason;
}

function isRefusal(reason: string): reason is SendRefusal {
  return sendRefusals.some((refusal) => refusal === reason);
}
