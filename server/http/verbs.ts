import type { RouteName } from '../../shared/api.ts';
import { getInvitation, invitePerson } from '../use-cases/people/invitations.ts';
import { createKey, listKeys, revokeKey } from '../use-cases/people/keys.ts';
import { changePerson, listPeople, removePerson } from '../use-cases/people/people.ts';
import { getSession } from '../use-cases/people/sessions.ts';
import { getSetup } from '../use-cases/people/set-up.ts';
import { changeSettings, getSettings } from '../use-cases/people/settings.ts';
import type { Verb } from '../use-cases/verb.ts';
import type { DoorName } from './doors.ts';

type VerbName = Exclude<RouteName, DoorName | 'openApi' | `ingest${string}`>;

/** The use case behind each route; a route without one does not compile. */
export const verbs: Partial<{ [Name in VerbName]: Verb<Name> }> = {
  changePerson,
  changeSettings,
  createKey,
  getInvitation,
  getSession,
  getSettings,
  getSetup,
  invitePerson,
  listKeys,
  listPeople,
  removePerson,
  revokeKey,
};
