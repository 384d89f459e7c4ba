import type { MailStatus, Settings } from '../../../shared/settings.ts';
import type { Ports } from '../../ports/index.ts';

/** Whether live mail can go out, and what is missing if not. */
export function mailStatus(
  runtime: Pick<Ports, 'live' | 'installation'>,
  settings: Pick<Settings, 'postalAddress'>,
): MailStatus {
  const from = runtime.installation.mailFrom;
  const missing: MailStatus['missing'] = [];
  if (!runtime.live) missing.push('SENDGRID_API_KEY');
  if (!from) missing.push('MAIL_FROM');
  if (!settings.postalAddress.trim()) missing.push('postalAddress');
  return {
    provider: runtime.live ? 'sendgrid' : 'preview',
    live: missing.length === 0,
    ...(from ? { from } : {}),
    missing,
  };
}
