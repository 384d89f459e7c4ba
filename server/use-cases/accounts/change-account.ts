import type { Account } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { problem } from '../../../shared/problems.ts';
import { applyToAccount, newAccount } from '../ingest/apply-calls.ts';
import { noteMeters } from '../ingest/meters.ts';
import { wakeAccounts, wakeMembers } from '../looks/wake.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { oneAccountView } from './account-view.ts';
import { findAccount } from './find-account.ts';

/** How often a change is applied anew after another writer was faster. */
const ROUNDS = 10;

/** Longer than writing one account takes. */
const MOMENT = 10_000;

/** Makes an account by hand, as a group call of this moment would. */
export const createAccount: Verb<'createAccount'> = async (runtime, { body, actor }) => {
  const { id, name, traits = {} } = body;
  const call = groupCall(runtime, id, name === undefined ? traits : { ...traits, name });
  const account = withoutNulls(applyToAccount(newAccount(id, call), call));
  if ((await runtime.accounts.insert([account])).size > 0) throw problem('ACCOUNT_TAKEN', { id });
  await afterwards(runtime, call);
  await recordChange(runtime, actor, 'account.created', id, { traits: Object.keys(call.traits ?? {}) });
  return oneAccountView(runtime, await findAccount(runtime, id));
};

/**
 * Changes traits as a group call of this moment would, so that later calls win over it and earlier ones do not; null
 * takes a trait away. The success manager is the trait `successManager`, by which other systems name one, too.
 */
export const changeAccount: Verb<'changeAccount'> = async (runtime, { params, body, actor }) => {
  const { id } = await findAccount(runtime, params.id);
  const traits = {
    ...body.traits,
    ...(body.manager === undefined ? {} : { successManager: body.manager }),
  };
  await setTraits(runtime, id, traits);
  await recordChange(runtime, actor, 'account.changed', id, { traits: Object.keys(traits) });
  return oneAccountView(runtime, await findAccount(runtime, id));
};

/** Changes traits of an account as a group call of this moment would; null takes one away. */
export async function setTraits(
  runtime: Runtime,
  id: string,
  traits: Record<string, unknown>,
): Promise<void> {
  const call = groupCall(runtime, id, traits);
  // Noted for a moment later before it is written, so that a crash in between forgets nobody.
  await wake(runtime, id, new Date(runtime.clock.now().getTime() + MOMENT));
  await guarded(runtime, id, (was) => withoutNulls(applyToAccount(was, call)));
  await afterwards(runtime, call);
}

/** What a change of an account leads to: its meters' history, its conditions and those of its people. */
async function afterwards(runtime: Runtime, call: StoredEvent): Promise<void> {
  const id = call.groupId ?? '';
  await noteMeters(runtime, [call]);
  await wake(runtime, id, runtime.clock.now());
}

async function wake(runtime: Runtime, id: string, at: Date): Promise<void> {
  await wakeAccounts(runtime, [id], ['account'], true, at);
  await wakeMembers(runtime, [id], ['account'], true, at);
}

async function guarded(runtime: Runtime, id: string, change: (account: Account) => Account): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const was = await findAccount(runtime, id);
    const after = { ...change(was), rev: was.rev + 1 };
    if ((await runtime.accounts.save([{ was: was.rev, after }])).size === 0) return;
  }
  throw new Error(`the account ${id} kept changing`);
}

function withoutNulls(account: Account): Account {
  const traits = Object.fromEntries(Object.entries(account.traits).filter(([, value]) => value !== null));
  return { ...account, traits };
}

function groupCall(runtime: Runtime, id: string, traits: Record<string, unknown>): StoredEvent {
  const at = runtime.clock.now();
  return {
    id: runtime.chance.id(),
    type: 'group',
    sourceId: '',
    timestamp: at,
    receivedAt: at,
    properties: {},
    traits,
    groupId: id,
    context: {},
    keyId: 'api',
  };
}
