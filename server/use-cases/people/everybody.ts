import type { Place } from '../../ports/stores.ts';
import type { PersonRecord, PersonStore } from '../../ports/workspace.ts';

const PAGE = 200;

/** All people of the workspace. */
export async function everybody(people: Pick<PersonStore, 'list'>): Promise<PersonRecord[]> {
  const all: PersonRecord[] = [];
  let after: Place | undefined;
  do {
    const page = await people.list({ limit: PAGE, after });
    all.push(...page.items);
    after = page.next;
  } while (after);
  return all;
}
