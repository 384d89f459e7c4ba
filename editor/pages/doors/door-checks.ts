import type { TFunction } from 'i18next';
import { z } from 'zod';
import { password } from '../../../shared/people.ts';
import { readBy } from '../../schemas-there.ts';

type PagesText = TFunction<'pages'>;

/** Checks of the door forms; each answers what is wrong, or null. */
export function doorChecks(t: PagesText) {
  return {
    name: (text: string) => (text.trim() ? null : t('doors.nameMissing')),
    email: (text: string) => (readBy(z.email(), text) ? null : t('doors.emailInvalid')),
    password: (text: string) => (readBy(password, text) ? null : t('doors.passwordShort')),
  };
}
