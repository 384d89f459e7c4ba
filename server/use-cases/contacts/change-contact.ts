import { withPermissions } from '../../../shared/consent.ts';
import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import { applyToContact } from '../ingest/apply-calls.ts';
import { matchEvents } from '../ingest/match-events.ts';
import { wakeContacts, wakeTeams } from '../looks/wake.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { nameOf, type Verb } from '../verb.ts';
import { oneContactView } from './contact-view.ts';
import { findContact } from './find-contact.ts';

/** How often a change is applied anew after another writer was faster. */
const ROUNDS = 10;

/** Longer than writing one contact takes. */
const MOMENT = 10_000;

/**
 * Changes traits and tags. Traits merge as an identify call of this moment would, so that later calls win over it and
 * earlier ones do not; null takes a trait away.
 */
export const changeContact: Verb<'changeContact'> = async (runtime, { params, body }) => {
  const now = runtime.clock.now();
  const found = await findContact(runtime, params.userId);
  // Noted for a moment later before it is written, so that a crash in between forgets nobody.
  const later = new Date(now.getTime() + MOMENT);
  await wakeContacts(runtime, [found.id], ['contact'], true, later);
  await wakeTeams(runtime, [found], later);
  const contact = await guarded(runtime, params.userId, (was) => {
    const identify = identifyCall(was, body.traits ?? {}, now, runtime.chance.id());
    const merged = applyToContact(was, identify, runtime.plans.watchedTraits());
    return withoutNulls({ ...merged, lastSeenAt: was.lastSeenAt, tags: body.tags ?? was.tags });
  });
  if (body.traits || body.tags) {
    const event = identifyCall(contact, body.traits ?? {}, now, runtime.chance.id());
    await matchEvents(runtime, [{ event, contact }], new Set([contact.id]), now);
    await wakeContacts(runtime, [contact.id], ['contact'], true, now);
    await wakeTeams(runtime, [contact], now);
  }
  return oneContactView(runtime, contact);
};

/** Records what a contact agreed to; the next message already goes by it. */
export const changePermissions: Verb<'changePermissions'> = async (runtime, { params, body, actor }) => {
  const wake = async (contact: Contact, later: number) => {
    const { id } = contact;
    const at = new Date(runtime.clock.now().getTime() + later);
    // What was said of whoever objected is taken back, or found anew; either starts nothing.
    if (body.objected !== undefined) {
      await wakeContacts(runtime, [id], [EVERYTHING], false, at);
      await wakeTeams(runtime, [contact], at);
    } else await wakeContacts(runtime, [id], ['contact'], true, at);
  };
  // Noted for a moment later before it is written, so that a crash in between leaves nobody profiled.
  await wake(await findContact(runtime, params.userId), MOMENT);
  const origin = { at: runtime.clock.now().getTime(), source: 'team' as const, by: nameOf(actor) };
  const contact = await guarded(runtime, params.userId, (was) => {
    const permissions = {
      email: body.email ?? was.permissions.email,
      phone: body.phone ?? was.permissions.phone,
      topicsOff: body.topicsOff ?? was.permissions.topicsOff,
      ...((body.objected ?? was.permissions.objected) ? { objected: true } : {}),
    };
    return withPermissions(was, permissions, origin);
  });
  await wake(contact, 0);
  await recordChange(runtime, actor, 'contact.permissions', contact.id, { ...body });
  return oneContactView(runtime, contact);
};

async function guarded(
  runtime: Runtime,
  userId: string,
  change: (contact: Contact) => Contact,
): Promise<Contact> {
  for (let round = 0; round < ROUNDS; round++) {
    const was = await findContact(runtime, userId);
    const after = { ...change(was), rev: was.rev + 1 };
    const lost = await runtime.contacts.save([{ was: was.rev, after }]);
    if (lost.size === 0) return after;
  }
  throw new Error(`the contact ${userId} kept changing`);
}

function withoutNulls(contact: Contact): Contact {
  const traits = Object.fromEntries(Object.entries(contact.traits).filter(([, value]) => value !== null));
  // An address that was taken away must not be written to any more.
  const email = traits.email === undefined && contact.traits.email === null ? undefined : contact.email;
  return { ...contact, traits, email };
}

function identifyCall(contact: Contact, traits: Record<string, unknown>, at: Date, id: string): StoredEvent {
  return {
    id,
    type: 'identify',
    sourceId: contact.sourceIds[0] ?? '',
    userId: contact.userId,
    timestamp: at,
    receivedAt: at,
    properties: {},
    traits,
    context: {},
    keyId: 'api',
  };
}
