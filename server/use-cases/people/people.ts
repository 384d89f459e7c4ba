import type { AnswerOf } from '../../../shared/api.ts';
import type { PersonView } from '../../../shared/people.ts';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import type { PersonRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { VerbCall } from '../verb.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { activeAdmins, isActiveAdmin, personView } from './person-view.ts';
import { recordChange } from './record-change.ts';

type PeoplePorts = Pick<Ports, 'people' | 'sessions' | 'views' | 'audit' | 'clock' | 'chance'>;

/** The people who work here. */
export async function listPeople(
  runtime: Pick<Ports, 'people'>,
  call: VerbCall<'listPeople'>,
): Promise<AnswerOf<'listPeople'>> {
  const { limit, cursor } = call.query;
  const page = await runtime.people.list({ limit, after: decodeCursor(cursor) });
  return { items: page.items.map(personView), next: encodeCursor(page.next) };
}

/** Changes a name or role, shuts somebody out or lets them in again; being shut out ends their sessions. */
export function changePerson(runtime: PeoplePorts, call: VerbCall<'changePerson'>): Promise<PersonView> {
  return oneAtATime(runtime.people, async () => {
    const was = await personById(runtime, call.params.id);
    const { role, name, disabled } = call.body;
    const person: PersonRecord = {
      ...was,
      role: role ?? was.role,
      name: name ?? was.name,
      disabled: disabled ?? was.disabled,
    };
    if (isActiveAdmin(was) && !isActiveAdmin(person)) await refuseLastAdmin(runtime);
    await runtime.people.save(person);
    if (person.disabled && !was.disabled) await runtime.sessions.deleteOf(person.id);
    await recordChange(runtime, call.actor, 'person.changed', person.id, { ...call.body });
    return personView(person);
  });
}

/** Removes somebody with their sessions; what they did stays in the audit log. */
export function removePerson(runtime: PeoplePorts, call: VerbCall<'removePerson'>): Promise<undefined> {
  return oneAtATime(runtime.people, async () => {
    const person = await personById(runtime, call.params.id);
    if (isActiveAdmin(person)) await refuseLastAdmin(runtime);
    await runtime.people.delete(person.id);
    await runtime.sessions.deleteOf(person.id);
    await runtime.views.deletePrivate(person.id);
    await recordChange(runtime, call.actor, 'person.removed', person.id, { role: person.role });
    return undefined;
  });
}

async function personById(runtime: Pick<Ports, 'people'>, id: string): Promise<PersonRecord> {
  const person = await runtime.people.byId(id);
  if (!person) throw problem('PERSON_UNKNOWN', { id });
  return person;
}

async function refuseLastAdmin(runtime: Pick<Ports, 'people'>): Promise<void> {
  if ((await activeAdmins(runtime)) <= 1) throw problem('LAST_ADMIN', {});
}
