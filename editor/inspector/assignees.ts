import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TaskAssignee } from '../../shared/steps/create-task.ts';
import { api } from '../api-client.ts';

const roles = ['success-manager', 'manager', 'marketer', 'admin'] as const;

/** Somebody as a value of a list: `role:manager`, `person:ada@example.com`. */
export function assigneeValue(assignee: TaskAssignee): string {
  return 'role' in assignee ? `role:${assignee.role}` : `person:${assignee.person}`;
}

/** Who a value of the list stands for. */
export function assigneeOf(value: string): TaskAssignee | undefined {
  const [kind, ...rest] = value.split(':');
  const who = rest.join(':');
  if (kind === 'person') return { person: who };
  const role = roles.find((each) => each === who);
  return role && { role };
}

/** Somebody as a task names them: a role or an e-mail address, from a value of the list. */
export function plainAssignee(value: string): string {
  return value.replace(/^(role|person):/, '');
}

/** Roles and people to choose from; people who were chosen before and left stay in the list. */
export function useAssignees(chosen: readonly TaskAssignee[]) {
  const { t } = useTranslation(['inspector', 'words']);
  const people = useQuery({ queryKey: ['people'], queryFn: ({ signal }) => api.listPeople({ signal }) }).data;
  const emails = new Set(people?.items.filter(({ disabled }) => !disabled).map(({ email }) => email));
  for (const each of chosen) if ('person' in each) emails.add(each.person);
  const nameOf = (email: string) => people?.items.find((person) => person.email === email)?.name || email;
  return [
    {
      group: t('task.roles'),
      items: roles.map((role) => ({ value: `role:${role}`, label: t(`words:roles.${role}`) })),
    },
    {
      group: t('task.people'),
      items: [...emails].map((email) => ({ value: `person:${email}`, label: nameOf(email) })),
    },
  ];
}
