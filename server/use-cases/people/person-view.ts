import type { PersonView } from '../../../shared/people.ts';
import type { Ports } from '../../ports/index.ts';
import type { PersonRecord } from '../../ports/workspace.ts';

/** A person as others see them: without hashes. */
export function personView(person: PersonRecord): PersonView {
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    role: person.role,
    disabled: person.disabled,
    invited: person.passwordHash === undefined,
    createdAt: person.createdAt.toISOString(),
    ...(person.lastSeenAt ? { lastSeenAt: person.lastSeenAt.toISOString() } : {}),
  };
}

/** How many admins can sign in: not only invited, not shut out. */
export async function activeAdmins(runtime: Pick<Ports, 'people'>): Promise<number> {
  let count = 0;
  let page = await runtime.people.list({ limit: 200 });
  for (;;) {
    count += page.items.filter(isActiveAdmin).length;
    if (!page.next) return count;
    page = await runtime.people.list({ limit: 200, after: page.next });
  }
}

/** Whether this person is an admin who can sign in. */
export function isActiveAdmin(person: PersonRecord): boolean {
  return person.role === 'admin' && !person.disabled && person.passwordHash !== undefined;
}
