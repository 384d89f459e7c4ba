import { consentsOfBoth } from '../../../shared/consent.ts';
import type { Account, Contact, Permissions } from '../../../shared/contact.ts';
import { ACCOUNT_ITSELF, type StoredEvent } from '../../../shared/event.ts';
import { earlier, isZone, later, parseInstant } from '../../../shared/time.ts';
import { metersIn } from './meters.ts';

/** How much newer a call must be to move `lastSeenAt`: not every event rewrites its contact. */
const SEEN_GRAIN = 5 * 60_000;

/** More traits than anybody has: past this, new names are left in the event alone, so that a sender's mistake ends. */
const MOST_TRAITS = 1_000;

/** A contact as its first call makes it. */
export function newContact(id: string, p: number, event: StoredEvent): Contact {
  return {
    id,
    sourceIds: [event.sourceId],
    userId: event.userId,
    traits: {},
    traitTimes: {},
    tags: [],
    permissions: { email: 'unknown', phone: 'unknown', topicsOff: [] },
    appearedAt: event.timestamp,
    lastSeenAt: event.timestamp,
    accountId: accountItself(event),
    createdAt: event.receivedAt,
    demo: event.demo,
    p,
    rev: 0,
  };
}

/** The account that speaks for itself, without a person. */
function accountItself({ userId, anonymousId }: StoredEvent): string | undefined {
  if (userId !== undefined || !anonymousId?.startsWith(ACCOUNT_ITSELF)) return undefined;
  return anonymousId.slice(ACCOUNT_ITSELF.length) || undefined;
}

/**
 * The contact after a call; the same object when nothing changes. Applying a call twice, or calls in another order,
 * gives the same contact: per trait the later timestamp wins. Of `watched` traits it keeps what they were.
 */
export function applyToContact(
  contact: Contact,
  event: StoredEvent,
  watched: ReadonlySet<string> = none,
): Contact {
  let next = contact;
  const change = (part: Partial<Contact>) => {
    if (Object.keys(part).length > 0) next = { ...next, ...part };
  };
  if (event.timestamp < contact.appearedAt) change({ appearedAt: event.timestamp });
  if (event.timestamp.getTime() > contact.lastSeenAt.getTime() + SEEN_GRAIN)
    change({ lastSeenAt: event.timestamp });
  if (event.context.zone !== undefined && event.context.zone !== contact.zone)
    change({ zone: event.context.zone });
  if (event.context.locale !== undefined && event.context.locale !== contact.locale)
    change({ locale: event.context.locale });
  if (event.type === 'identify' && event.traits) {
    const merged = mergeTraits(next, event.traits, event.timestamp.getTime());
    if (merged)
      change({
        ...merged,
        ...liftedTraits(merged.traits, next),
        ...remembered(next, merged, watched),
      });
  }
  if (event.type === 'group' && event.groupId !== undefined)
    change(joined(next, event.groupId, event.timestamp.getTime()));
  return next;
}

/** So many accounts that somebody left are remembered. */
const MOST_LEFT = 10;

/**
 * What joining an account changes: who goes from one to another has left the first, until they come back; one that was
 * joined before the present one was left for it, whichever call comes first.
 */
function joined(contact: Contact, joins: string, at: number): Partial<Contact> {
  const { accountId, accountAt = 0, leftAccounts = [] } = contact;
  if (accountId === joins) return {};
  if (at < accountAt)
    return leftAccounts.some(({ id }) => id === joins)
      ? {}
      : { leftAccounts: [...leftAccounts, { id: joins, at: accountAt }].slice(-MOST_LEFT) };
  const others = leftAccounts.filter(({ id }) => id !== joins && id !== accountId);
  const left = accountId === undefined ? others : [...others, { id: accountId, at }].slice(-MOST_LEFT);
  return {
    accountId: joins,
    accountAt: at,
    ...(left.length > 0 || leftAccounts.length > 0 ? { leftAccounts: left } : {}),
  };
}

const none: ReadonlySet<string> = new Set();

/** What watched traits were before this change; one that was set to what it was is not remembered. */
function remembered(
  was: Pick<Contact, 'traits' | 'traitTimes' | 'traitWas'>,
  { traits, traitTimes }: Pick<Contact, 'traits' | 'traitTimes'>,
  watched: ReadonlySet<string>,
): Pick<Contact, 'traitWas'> {
  const set = [...watched].filter((key) => ownTime(traitTimes, key) !== ownTime(was.traitTimes, key));
  if (set.length === 0) return {};
  const traitWas = { ...was.traitWas };
  for (const key of set) {
    const before = Object.hasOwn(was.traits, key) ? was.traits[key] : null;
    if (same(before, traits[key])) delete traitWas[key];
    else traitWas[key] = before;
  }
  return { traitWas };
}

/** Traits merged shallowly; per key the later timestamp wins; undefined when nothing changes. */
function mergeTraits(
  of: { traits: Record<string, unknown>; traitTimes: Record<string, number> },
  incoming: Record<string, unknown>,
  at: number,
): { traits: Record<string, unknown>; traitTimes: Record<string, number> } | undefined {
  const won = Object.entries(incoming).filter(
    ([key, value]) =>
      value !== undefined &&
      at >= (ownTime(of.traitTimes, key) ?? 0) &&
      !(Object.hasOwn(of.traits, key) && same(of.traits[key], value) && at === ownTime(of.traitTimes, key)),
  );
  const room = Math.max(0, MOST_TRAITS - Object.keys(of.traits).length);
  const beyond = new Set(
    won
      .map(([key]) => key)
      .filter((key) => !Object.hasOwn(of.traits, key))
      .slice(room),
  );
  const kept = won.filter(([key]) => !beyond.has(key));
  if (kept.length === 0) return undefined;
  return {
    traits: { ...of.traits, ...Object.fromEntries(kept) },
    traitTimes: { ...of.traitTimes, ...Object.fromEntries(kept.map(([key]) => [key, at])) },
  };
}

function ownTime(times: Record<string, number>, key: string): number | undefined {
  return Object.hasOwn(times, key) ? times[key] : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** What stands at the top of a contact because everything asks for it. */
function liftedTraits(traits: Record<string, unknown>, contact: Contact): Partial<Contact> {
  const { email, timezone, locale, createdAt } = traits;
  const appeared = createdInstant(createdAt);
  return {
    ...(typeof email === 'string' && isAddress(email) ? { email: email.trim() } : {}),
    ...(contact.zone === undefined && typeof timezone === 'string' && isZone(timezone)
      ? { zone: timezone }
      : {}),
    ...(contact.locale === undefined && typeof locale === 'string' && locale.length <= 35 ? { locale } : {}),
    ...(appeared !== undefined && appeared < contact.appearedAt.getTime()
      ? { appearedAt: new Date(appeared) }
      : {}),
  };
}

function isAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(text.trim());
}

function createdInstant(value: unknown): number | undefined {
  if (typeof value === 'string') return parseInstant(value) ?? parseInstant(`${value}T00:00:00Z`);
  // Epoch seconds or milliseconds, as SDKs send them; anything else is no date.
  if (typeof value !== 'number') return undefined;
  const date = new Date(value < 1e11 ? value * 1_000 : value);
  return Number.isNaN(date.getTime()) ? undefined : parseInstant(date.toISOString());
}

/** Two contacts that turned out to be one: the survivor's own newer traits win; its ids grow only in a second step. */
export function absorbContact(survivor: Contact, loser: Contact): Contact {
  const traits = { ...survivor.traits };
  const traitTimes = { ...survivor.traitTimes };
  for (const [key, value] of Object.entries(loser.traits)) {
    const at = ownTime(loser.traitTimes, key) ?? 0;
    if (Object.hasOwn(traits, key) && (ownTime(traitTimes, key) ?? 0) >= at) continue;
    traits[key] = value;
    traitTimes[key] = at;
  }
  return {
    ...survivor,
    traits,
    traitTimes,
    email: survivor.email ?? loser.email,
    zone: survivor.zone ?? loser.zone,
    locale: survivor.locale ?? loser.locale,
    accountId: survivor.accountId ?? loser.accountId,
    accountAt: survivor.accountId === undefined ? loser.accountAt : survivor.accountAt,
    ...leftByEither(survivor, loser),
    tags: [...new Set([...survivor.tags, ...loser.tags])],
    permissions: strictestOf(survivor.permissions, loser.permissions),
    ...(survivor.consents || loser.consents
      ? { consents: consentsOfBoth(survivor.consents, loser.consents) }
      : {}),
    appearedAt: earlier(loser.appearedAt, survivor.appearedAt),
    lastSeenAt: later(loser.lastSeenAt, survivor.lastSeenAt),
  };
}

/** What either of them left and the survivor does not belong to; of both the later time. */
function leftByEither(survivor: Contact, loser: Contact): Pick<Contact, 'leftAccounts'> {
  const left = new Map<string, number>();
  for (const { id, at } of [...(loser.leftAccounts ?? []), ...(survivor.leftAccounts ?? [])])
    if (id !== (survivor.accountId ?? loser.accountId)) left.set(id, Math.max(at, left.get(id) ?? 0));
  if (left.size === 0) return {};
  return { leftAccounts: [...left].map(([id, at]) => ({ id, at })).slice(-MOST_LEFT) };
}

/** A no that either of them said stands; a yes stands where nobody said no. */
function strictestOf(a: Permissions, b: Permissions): Permissions {
  const stricter = (channel: 'email' | 'phone') =>
    (['denied', 'granted'] as const).find((said) => a[channel] === said || b[channel] === said) ?? 'unknown';
  return {
    email: stricter('email'),
    phone: stricter('phone'),
    topicsOff: [...new Set([...a.topicsOff, ...b.topicsOff])],
    ...(a.objected || b.objected ? { objected: true } : {}),
  };
}

/** An account as its first group call makes it. */
export function newAccount(id: string, event: StoredEvent): Account {
  return { id, traits: {}, traitTimes: {}, createdAt: event.receivedAt, demo: event.demo, rev: 0 };
}

/** The account after a group call; the same object when nothing changes. Of `watched` fields it keeps what they were. */
export function applyToAccount(
  account: Account,
  event: StoredEvent,
  watched: ReadonlySet<string> = none,
): Account {
  const said = event.traits ?? {};
  const at = event.timestamp.getTime();
  const merged = mergeTraits(account, said, at);
  const metered = mergeMeters(account, said, at);
  if (!merged && !metered) return account;
  const { name, mrr, plan, seats, renewsAt, card, successManager } = merged?.traits ?? account.traits;
  return {
    ...account,
    ...merged,
    ...(merged ? remembered(account, merged, watched) : {}),
    ...metered,
    traitTimes: { ...account.traitTimes, ...merged?.traitTimes, ...metered?.traitTimes },
    name: typeof name === 'string' ? name : undefined,
    mrr: typeof mrr === 'number' ? mrr : undefined,
    plan: typeof plan === 'string' ? plan : undefined,
    seats: typeof seats === 'number' ? seats : undefined,
    renewsAt: renewsAt ?? undefined,
    card: card ?? undefined,
    manager:
      typeof successManager === 'string' && isAddress(successManager)
        ? successManager.trim().toLowerCase()
        : undefined,
  };
}

/**
 * Meters merge one by one: a call that speaks of one leaves the others as they are, and a late one changes nothing.
 * Undefined when nothing changes; `traitTimes` are those of the meters alone.
 */
function mergeMeters(
  account: Account,
  traits: Record<string, unknown>,
  at: number,
): Required<Pick<Account, 'meters' | 'traitTimes'>> | undefined {
  const meters = { ...account.meters };
  const traitTimes: Record<string, number> = {};
  for (const [name, said] of metersIn(traits)) {
    for (const field of ['value', 'limit'] as const) {
      const key = `meters/${name}/${field}`;
      const before = ownTime(account.traitTimes, key) ?? 0;
      const meter = Object.hasOwn(meters, name) ? meters[name] : undefined;
      if (said[field] === undefined || at < before || (at === before && meter?.[field] === said[field]))
        continue;
      meters[name] = { ...meter, [field]: said[field] };
      traitTimes[key] = at;
    }
  }
  return Object.keys(traitTimes).length > 0 ? { meters, traitTimes } : undefined;
}
