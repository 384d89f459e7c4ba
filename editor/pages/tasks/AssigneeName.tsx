import { useTranslation } from 'react-i18next';
import type { English } from '../../i18n/languages.ts';

/** Whom a task is for: a role in its word, or a person's e-mail. */
export function AssigneeName({ assignee }: { assignee: string }) {
  const { t } = useTranslation('words');
  return t(`roles.${assignee as keyof English['words']['roles']}`, { defaultValue: assignee });
}
