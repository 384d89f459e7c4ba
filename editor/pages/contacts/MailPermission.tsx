import { useTranslation } from 'react-i18next';
import type { ContactView } from '../../../shared/contact.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { reasonText } from '../../ui/reason-text.ts';

const tones: Record<ContactView['permissions']['email'], Tone> = {
  granted: 'ok',
  denied: 'error',
  unknown: 'neutral',
};

/** Whether a contact may be written to, in one chip: what forbids it counts more than what was agreed. */
export function MailPermission({ contact }: { contact: ContactView }) {
  const { t } = useTranslation('words');
  if (contact.suppressed) return <Chip tone="error">{reasonText(contact.suppressed)}</Chip>;
  const { email, objected } = contact.permissions;
  if (objected) return <Chip tone="error">{t('reasons.objected')}</Chip>;
  return <Chip tone={tones[email]}>{t(`consent.${email}`)}</Chip>;
}
