import { durationMilliseconds } from '../../../shared/time.ts';
import { emailParams } from '../../../shared/vocabulary/email-fact.ts';
import type { FactReader } from './reading.ts';
import { firstAfter } from './windows.ts';

/** The fact `email`: how many e-mails were sent, opened or clicked in, in (now − within, now]. */
export const emailReader: FactReader = {
  prepare(given) {
    const { measure, within, workflow } = emailParams(given);
    const window = within === undefined ? Number.POSITIVE_INFINITY : durationMilliseconds(within);
    return {
      value({ email }, now) {
        const to = firstAfter(email, now);
        let count = 0;
        for (let index = firstAfter(email, now - window); index < to; index++) {
          const mail = email[index];
          if (mail?.kind === measure && (workflow === undefined || mail.workflow === workflow)) count += 1;
        }
        return count;
      },
      next({ email }, now) {
        const ahead = email[firstAfter(email, now)]?.at ?? Number.POSITIVE_INFINITY;
        const oldest = email[firstAfter(email, now - window)]?.at ?? Number.POSITIVE_INFINITY;
        return Math.min(ahead, oldest + window);
      },
    };
  },
  need(given, needs) {
    const { within } = emailParams(given);
    needs.addEmail(within === undefined ? 'ever' : durationMilliseconds(within));
  },
  cost: () => 10,
};
