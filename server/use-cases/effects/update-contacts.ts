import type { Account, Contact } from '../../../shared/contact.ts';
import { accountIdOf } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { ContactChange } from '../../../shared/steps/update-contact.ts';
import type { Renderer } from '../../ports/delivery.ts';
import { applyToAccount, applyToContact } from '../ingest/apply-calls.ts';
import { type AccountCall, matchAccountCalls } from '../ingest/match-accounts.ts';
import { matchEvents } from '../ingest/match-events.ts';
import { wakeAccounts, wakeContacts, wakeMembers, wakeTeams } from '../looks/wake.ts';
import type { Runtime } from '../runtime.ts';
import { type EffectAt, type Told, textData } from './performing.ts';

/** How often a change is applied anew after another writer was faster. */
const ROUNDS = 10;

/**
 * Writes what update steps change, as a call of the effect’s moment would: later calls win over it, and doing it twice
 * changes nothing the second time. Whoever reads the changed traits is told; then the steps go on.
 */
export async function updateContacts(
  runtime: Runtime,
  updates: readonly EffectAt<'update'>[],
  now: Date,
): Promise<Told> {
  const told: Told = new Map();
  if (updates.length === 0) return told;
  const wanted = updates.flatMap((update) => {
    const step = update.plan.workflow.steps[update.effect.step];
    const changes =
      step?.kind === 'update-contact' ? renderedChanges(runtime.renderer, update, step.changes) : [];
    return [{ ...update, changes }];
  });
  const changed = await saveContacts(runtime, wanted);
  const accountCalls = await saveAccounts(runtime, wanted, changed);
  const accountIds = [...new Set(accountCalls.map(({ accountId }) => accountId))];
  const events = wanted.flatMap(({ effect, enrolment, changes }) => {
    const contact = changed.get(enrolment.subject);
    return contact
      ? [{ event: callOf('identify', contact, effect, traitsOf(changes, 'contact')), contact }]
      : [];
  });
  const ancestries = new Map(
    wanted.map(({ effect, enrolment }) => [effect.id, [...(enrolment.ancestry ?? []), enrolment.workflowId]]),
  );
  await matchEvents(runtime, events, new Set(changed.keys()), now, ancestries);
  await matchAccountCalls(runtime, accountCalls, now, ancestries);
  await wakeContacts(runtime, [...changed.keys()], ['contact'], true, now);
  await wakeTeams(runtime, [...changed.values()], now);
  await wakeAccounts(runtime, accountIds, ['account'], true, now);
  await wakeMembers(runtime, accountIds, ['account'], true, now);
  for (const { effect, enrolment } of updates)
    told.set(enrolment.id, [{ type: 'effect', id: effect.id, outcome: 'next', at: now }]);
  return told;
}

/** The changes with their texts filled in; a text that cannot be rendered is written as it stands. */
export function renderedChanges(
  renderer: Pick<Renderer, 'line'>,
  item: Pick<EffectAt<'update'>, 'enrolment' | 'facts' | 'recipients'>,
  changes: readonly ContactChange[],
): ContactChange[] {
  const data = textData(item);
  return changes.map((change) => {
    if (change.do !== 'set' || typeof change.value !== 'string') return change;
    try {
      return { ...change, value: renderer.line(change.value, data) };
    } catch {
      return change;
    }
  });
}

/** The traits that changes set (null takes one away), of the contact or its account. */
export function traitsOf(
  changes: readonly ContactChange[],
  of: 'contact' | 'account',
): Record<string, unknown> {
  return Object.fromEntries(
    changes.flatMap((change) => {
      if ('tag' in change || change.of !== of) return [];
      return [[change.field, change.do === 'set' ? change.value : null]];
    }),
  );
}

/** Tags after changes. */
export function tagsAfter(tags: readonly string[], changes: readonly ContactChange[]): string[] {
  return changes.reduce<string[]>(
    (after, change) => {
      if (!('tag' in change)) return after;
      const rest = after.filter((tag) => tag !== change.tag);
      return change.do === 'add-tag' ? [...rest, change.tag] : rest;
    },
    [...tags],
  );
}

interface Update extends EffectAt<'update'> {
  changes: ContactChange[];
}

/** The contacts as they are afterwards, by id. */
async function saveContacts(runtime: Runtime, updates: readonly Update[]): Promise<Map<string, Contact>> {
  const after = new Map<string, Contact>();
  let open = [...updates];
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Error('contacts kept changing');
    const contacts = await runtime.contacts.byIds([
      ...new Set(
        open.map(({ enrolment }) => enrolment.subject).filter((name) => accountIdOf(name) === undefined),
      ),
    ]);
    const saves: { was: number; after: Contact }[] = [];
    for (const [id, was] of contacts) {
      const changed = open
        .filter(({ enrolment }) => enrolment.subject === id)
        .reduce(
          (contact, { effect, changes }) => updated(contact, effect, changes, runtime.plans.watchedTraits()),
          was,
        );
      after.set(id, changed);
      if (changed !== was) saves.push({ was: was.rev, after: { ...changed, rev: was.rev + 1 } });
    }
    const lost = saves.length > 0 ? await runtime.contacts.save(saves) : new Set<string>();
    for (const { after: saved } of saves) if (!lost.has(saved.id)) after.set(saved.id, saved);
    open = open.filter(({ enrolment }) => lost.has(enrolment.subject));
  }
  return after;
}

function updated(
  was: Contact,
  effect: Update['effect'],
  changes: readonly ContactChange[],
  watched: ReadonlySet<string>,
): Contact {
  const traits = traitsOf(changes, 'contact');
  const merged =
    Object.keys(traits).length > 0
      ? applyToContact(was, callOf('identify', was, effect, traits), watched)
      : was;
  const tags = tagsAfter(was.tags, changes);
  const isSame = tags.length === was.tags.length && tags.every((tag) => was.tags.includes(tag));
  // Nobody was seen: the change is ours.
  return merged === was && isSame
    ? was
    : { ...merged, lastSeenAt: was.lastSeenAt, tags: isSame ? was.tags : tags };
}

/** Answers the calls that steps made to their accounts. */
async function saveAccounts(
  runtime: Runtime,
  updates: readonly Update[],
  contacts: ReadonlyMap<string, Contact>,
): Promise<AccountCall[]> {
  const all = updates.flatMap((update) => {
    const traits = traitsOf(update.changes, 'account');
    const { subject } = update.enrolment;
    const contact = contacts.get(subject);
    const accountId = accountIdOf(subject) ?? contact?.accountId;
    return accountId !== undefined && Object.keys(traits).length > 0
      ? [
          {
            accountId,
            person: update.enrolment.person,
            event: { ...callOf('group', contact, update.effect, traits), groupId: accountId },
          },
        ]
      : [];
  });
  let open = all;
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Error('accounts kept changing');
    const accounts = await runtime.accounts.byIds([...new Set(open.map(({ accountId }) => accountId))]);
    const saves: { was: number; after: Account }[] = [];
    for (const [id, was] of accounts) {
      const changed = open
        .filter(({ accountId }) => accountId === id)
        .reduce(
          (account, { event }) => applyToAccount(account, event, runtime.plans.watchedTraits('account')),
          was,
        );
      if (changed !== was) saves.push({ was: was.rev, after: { ...changed, rev: was.rev + 1 } });
    }
    const lost = saves.length > 0 ? await runtime.accounts.save(saves) : new Set<string>();
    open = open.filter(({ accountId }) => lost.has(accountId));
  }
  return all;
}

function callOf(
  type: 'identify' | 'group',
  contact: Contact | undefined,
  effect: Update['effect'],
  traits: Record<string, unknown>,
): StoredEvent {
  return {
    id: effect.id,
    type,
    sourceId: contact?.sourceIds[0] ?? '',
    userId: contact?.userId,
    timestamp: effect.at,
    receivedAt: effect.at,
    properties: {},
    traits,
    context: {},
    keyId: 'workflow',
  };
}
