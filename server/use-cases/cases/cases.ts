import { type Case, type CaseView, isClosed } from '../../../shared/case.ts';
import type { Account } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import { findAccount } from '../accounts/find-account.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { keepStandings } from '../standings/keep-standings.ts';
import type { Actor, Verb } from '../verb.ts';
import { atStage } from './change-case.ts';
import { openCase as openOne } from './open-case.ts';

/** Rescues, newest first. */
export const listCases: Verb<'listCases'> = async (runtime, { query }) => {
  const { limit, cursor, ...filter } = query;
  const page = await runtime.cases.list({ ...filter, limit, after: decodeCursor(cursor) });
  const accounts = await runtime.accounts.byIds([...new Set(page.items.map(({ accountId }) => accountId))]);
  return {
    items: page.items.map((record) => caseView(record, accounts.get(record.accountId))),
    next: encodeCursor(page.next),
  };
};

/** One rescue. */
export const getCase: Verb<'getCase'> = async (runtime, { params }) => {
  const record = await caseOf(runtime, params.id);
  return oneCaseView(runtime, record);
};

/** Opens a case by hand. Throws CASE_OPEN when the account has one. */
export const openCase: Verb<'openCase'> = async (runtime, { body, actor }) => {
  const account = await findAccount(runtime, body.accountId);
  if (body.owner !== undefined) await refuseStranger(runtime, body.owner);
  const { record, isNew } = await openOne(runtime, {
    account,
    origin: { kind: 'person', id: actor.id },
    by: await nameOf(runtime, actor),
    owner: body.owner?.toLowerCase(),
    reason: body.reason,
  });
  if (!isNew)
    throw problem('CASE_OPEN', { account: account.name ?? account.id }, { extra: { case: record.id } });
  await recordChange(runtime, actor, 'case.opened', record.id, { account: account.id });
  return caseView(record, account);
};

/**
 * Moves a case on where nobody changed it since it was read. A closed one is opened again by another stage, unless
 * the account has a newer open one.
 */
export const changeCase: Verb<'changeCase'> = async (runtime, { params, body, ifMatch, actor }) => {
  const was = await caseOf(runtime, params.id);
  if (ifMatch !== '*' && ifMatch !== String(was.rev)) throw problem('PRECONDITION_FAILED', {});
  if (typeof body.owner === 'string') await refuseStranger(runtime, body.owner);
  const after = await changed(runtime, was, body, actor);
  if (!(await runtime.cases.save(after, was.rev))) {
    const open = (await runtime.cases.openOf([was.accountId])).get(was.accountId);
    if (open && open.id !== was.id && isClosed(was.stage)) {
      const account = await findAccount(runtime, was.accountId);
      throw problem('CASE_OPEN', { account: account.name ?? account.id }, { extra: { case: open.id } });
    }
    throw problem('PRECONDITION_FAILED', {});
  }
  await keepStandings(runtime, [was.accountId]);
  const { note: _note, ...detail } = body;
  await recordChange(runtime, actor, 'case.changed', was.id, detail);
  return oneCaseView(runtime, after);
};

async function changed(
  runtime: Runtime,
  was: Case,
  { stage, owner, reason, note }: Parameters<Verb<'changeCase'>>[1]['body'],
  actor: Actor,
): Promise<Case> {
  const at = runtime.clock.now();
  const by = await nameOf(runtime, actor);
  const moved = stage === undefined ? was : atStage(was, stage, by, at);
  return {
    ...moved,
    owner: owner === undefined ? was.owner : (owner?.toLowerCase() ?? undefined),
    reason: reason === undefined ? was.reason : (reason ?? undefined),
    notes: note === undefined ? was.notes : [...was.notes, { id: runtime.chance.id(), at, by, text: note }],
    rev: was.rev + 1,
  };
}

async function caseOf(ports: Pick<Ports, 'cases'>, id: string): Promise<Case> {
  const record = await ports.cases.byId(id);
  if (!record) throw problem('CASE_UNKNOWN', { id });
  return record;
}

/** Throws ASSIGNEE_UNKNOWN when nobody who works here has the address. */
export async function refuseStranger(ports: Pick<Ports, 'people'>, email: string): Promise<void> {
  const person = await ports.people.byEmail(email.toLowerCase());
  if (!person || person.disabled) throw problem('ASSIGNEE_UNKNOWN', { email });
}

/** People are known by their address where stories are told, keys by their name. */
export async function nameOf(ports: Pick<Ports, 'people'>, actor: Actor): Promise<string> {
  if (actor.type !== 'person') return actor.name;
  return (await ports.people.byId(actor.id))?.email ?? actor.name;
}

async function oneCaseView(ports: Pick<Ports, 'accounts'>, record: Case): Promise<CaseView> {
  return caseView(record, (await ports.accounts.byIds([record.accountId])).get(record.accountId));
}

function caseView(record: Case, account: Account | undefined): CaseView {
  const { closedBy: _by, leadTask: _lead, rev, ...rest } = record;
  return {
    ...rest,
    accountName: account?.name,
    signals: record.signals.map(({ key, openedAt, resolvedAt }) => ({
      key,
      openedAt: openedAt.toISOString(),
      resolvedAt: resolvedAt?.toISOString(),
    })),
    notes: record.notes.map((note) => ({ ...note, at: note.at.toISOString() })),
    stages: record.stages.map((step) => ({ ...step, at: step.at.toISOString() })),
    openedAt: record.openedAt.toISOString(),
    closedAt: record.closedAt?.toISOString(),
    demo: record.demo ?? false,
    etag: String(rev),
  };
}
