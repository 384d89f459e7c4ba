import type { AnswerOf, BodyOf } from '../../../shared/api.ts';
import { problem } from '../../../shared/problems.ts';
import { DAY } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { PersonRecord } from '../../ports/workspace.ts';
import type { VerbCall } from '../verb.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { personView } from './person-view.ts';
import { recordChange } from './record-change.ts';
import { newSecret, secretHash } from './secrets.ts';

const INVITATION_LENGTH = 7 * DAY;

type InvitationPorts = Pick<Ports, 'people' | 'passwords' | 'clock' | 'chance' | 'audit' | 'installation'>;

/**
 * Invites somebody; the link is in this answer only. Inviting again whoever has not accepted yet makes a new link and
 * spends the old one.
 */
export function invitePerson(
  runtime: InvitationPorts,
  call: VerbCall<'invitePerson'>,
): Promise<AnswerOf<'invitePerson'>> {
  return oneAtATime(runtime.people, async () => {
    const email = call.body.email.toLowerCase();
    const known = await runtime.people.byEmail(email);
    if (known?.passwordHash) throw problem('PERSON_EXISTS', { email });
    const now = runtime.clock.now();
    const token = newSecret(runtime.chance);
    const expiresAt = new Date(now.getTime() + INVITATION_LENGTH);
    const person: PersonRecord = {
      id: known?.id ?? runtime.chance.id(),
      email,
      name: known?.name ?? '',
      role: call.body.role,
      disabled: false,
      invitation: { tokenHash: secretHash(token), expiresAt, by: call.actor.name },
      createdAt: known?.createdAt ?? now,
    };
    if (known) await runtime.people.save(person);
    else if (!(await runtime.people.insert(person))) throw problem('PERSON_EXISTS', { email });
    await recordChange(runtime, call.actor, 'person.invited', person.id, { email, role: person.role });
    return {
      person: personView(person),
      link: `${runtime.installation.publicUrl}/invitation/${token}`,
      expiresAt: expiresAt.toISOString(),
    };
  });
}

/** Whom an invitation is for, and as what. */
export async function getInvitation(
  runtime: Pick<Ports, 'people' | 'clock'>,
  call: VerbCall<'getInvitation'>,
): Promise<AnswerOf<'getInvitation'>> {
  const { email, role, invitation } = await invited(runtime, call.params.token);
  return { email, role, ...(invitation?.by ? { invitedBy: invitation.by } : {}) };
}

/** Sets the invited person's name and password; the link is spent. */
export function acceptInvitation(
  runtime: InvitationPorts,
  token: string,
  body: BodyOf<'acceptInvitation'>,
): Promise<PersonRecord> {
  return oneAtATime(runtime.people, async () => {
    const { invitation, ...person } = await invited(runtime, token);
    const accepted: PersonRecord = {
      ...person,
      name: body.name,
      passwordHash: await runtime.passwords.hash(body.password),
      lastSeenAt: runtime.clock.now(),
    };
    await runtime.people.save(accepted);
    const actor = { type: 'person', id: person.id, name: body.name, role: person.role } as const;
    await recordChange(runtime, actor, 'person.accepted', person.id, {
      ...(invitation?.by ? { invitedBy: invitation.by } : {}),
    });
    return accepted;
  });
}

async function invited(runtime: Pick<Ports, 'people' | 'clock'>, token: string): Promise<PersonRecord> {
  const person = await runtime.people.byInvitation(secretHash(token));
  const open = person?.invitation && person.invitation.expiresAt > runtime.clock.now();
  if (!person || !open || person.disabled) throw problem('INVITATION_INVALID', {});
  return person;
}
