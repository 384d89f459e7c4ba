import type { MailStatus, Settings } from '../../../shared/settings.ts';
import { missingForLive } from '../../engine/may-send.ts';
import type { Ports } from '../../ports/index.ts';

/** Whether live mail can go out, and what is missing if not. */
export function mailStatus(
  runtime: Pick<Ports, 'live' | 'installation'>,
  settings: Pick<Settings, 'postalAddress'>,
): MailStatus {
  const from = runtime.installation.mailFrom;
  const missing = missingForLive({ from, hasLiveProvider: runtime.live !== undefined, settings });
  return {
    provider: runtime.live ? 'sendgrid' : 'preview',
    live: missing.length === 0,
    ...(from ? { from } : {}),
    missing,
  };
}
