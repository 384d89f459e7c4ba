import i18next from 'i18next';
import { putOffs } from '../../shared/enrolment.ts';
import { STEP_SKIPPED, sendDeferrals, sendRefusals, TAKEN_BACK, withdrawals } from '../../shared/message.ts';
import { DATE_MISSED } from '../../shared/triggers/date.ts';

const known = [
  ...sendRefusals,
  ...sendDeferrals,
  ...withdrawals,
  ...putOffs,
  DATE_MISSED,
  TAKEN_BACK,
  STEP_SKIPPED,
] as const;

/** Why something is not sent, in words; a provider's own error stands as it came. */
export function reasonText(reason: string): string {
  const code = known.find((each) => each === reason);
  return code ? i18next.t(`words:reasons.${code}`) : reason;
}
