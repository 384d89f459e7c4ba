import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import type { English } from '../../i18n/languages.ts';

/** Whom a task is for: a role in its word, or a person by name, and by e-mail while the name is not known. */
export function AssigneeName({ assignee }: { assignee: string }) {
  const { t } = useTranslation('words');
  const people = useQuery({ queryKey: ['people'], queryFn: ({ signal }) => api.listPeople({ signal }) }).data;
  const name = people?.items.find(({ email }) => email === assignee)?.name;
  return t(`roles.${assignee as keyof English['words']['roles']}`, { defaultValue: name || assignee });
}
