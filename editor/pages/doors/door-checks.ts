import type { TFunction } from 'i18next';
import { z } from 'zod';
import { password } from '../../../shared/people.ts';

type PagesText = TFunction<'pages'>;

/** Checks of the door forms; each answers what is wrong, or null. */
export function doorChecks(t: PagesText) {
  return {
    name: (text: string) => (text.trim() ? null : t('doors.nameMissing')),
    email: (text: string) => (z.email().safeParse(text).success ? null : t('doors.emailInvalid')),
    password: (text: string) => (password.safeParse(text).success ? null : t('doors.passwordShort')),
  };
}
