import type { AnswerOf } from '../../../shared/api.ts';
import type { HookView } from '../../../shared/hook.ts';
import { problem } from '../../../shared/problems.ts';
import type { HookRecord } from '../../ports/hooks.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import { newSecret } from '../people/secrets.ts';
import type { Runtime } from '../runtime.ts';
import type { VerbCall } from '../verb.ts';
import { tryPayload } from './receive-delivery.ts';

/** Webhooks others send to, newest first. */
export async function listHooks(
  runtime: Runtime,
  { query }: VerbCall<'listHooks'>,
): Promise<AnswerOf<'listHooks'>> {
  const { items, next } = await runtime.hooks.list({ limit: query.limit, after: decodeCursor(query.cursor) });
  return { items: items.map((hook) => view(runtime, hook)), next: encodeCursor(next) };
}

/** Makes a webhook; its secret is in this answer only. */
export async function createHook(
  runtime: Runtime,
  { body, actor }: VerbCall<'createHook'>,
): Promise<AnswerOf<'createHook'>> {
  const secret = body.secret ?? newSecret(runtime.chance);
  const hook: HookRecord = { ...body, id: runtime.chance.id(), secret, createdAt: runtime.clock.now() };
  await runtime.hooks.insert(hook);
  await recordChange(runtime, actor, 'hook.created', hook.id, { name: hook.name });
  return { ...view(runtime, hook), secret };
}

/** One webhook. */
export async function getHook(runtime: Runtime, { params }: VerbCall<'getHook'>): Promise<HookView> {
  return view(runtime, await hookOf(runtime, params.id));
}

/** Changes a webhook; without a secret it keeps its own. */
export async function saveHook(
  runtime: Runtime,
  { params, body, actor }: VerbCall<'saveHook'>,
): Promise<HookView> {
  const was = await hookOf(runtime, params.id);
  const hook: HookRecord = { ...was, ...body, secret: body.secret ?? was.secret };
  await runtime.hooks.save(hook);
  await recordChange(runtime, actor, 'hook.changed', hook.id, { name: hook.name });
  return view(runtime, hook);
}

/** Deletes a webhook, for good after a day; what it sent stays. */
export async function deleteHook(
  runtime: Runtime,
  { params, actor }: VerbCall<'deleteHook'>,
): Promise<undefined> {
  const { id, name } = await hookOf(runtime, params.id);
  await runtime.hooks.delete(id, runtime.clock.now());
  await recordChange(runtime, actor, 'hook.deleted', id, { name });
  return undefined;
}

/** Puts back a webhook that was deleted within the last day, with its address and its secret. */
export async function restoreHook(
  runtime: Runtime,
  { params, actor }: VerbCall<'restoreHook'>,
): Promise<HookView> {
  await runtime.hooks.restore(params.id);
  const hook = await hookOf(runtime, params.id);
  await recordChange(runtime, actor, 'hook.restored', hook.id, { name: hook.name });
  return view(runtime, hook);
}

/** What a payload would become; nothing is kept. */
export async function tryHook(
  _runtime: Runtime,
  { body }: VerbCall<'tryHook'>,
): Promise<AnswerOf<'tryHook'>> {
  return tryPayload(body.mapping, body.payload);
}

/** The last deliveries of a webhook and what came of them, newest first. */
export async function listHookDeliveries(
  runtime: Runtime,
  { params, query }: VerbCall<'listHookDeliveries'>,
): Promise<AnswerOf<'listHookDeliveries'>> {
  await hookOf(runtime, params.id);
  const { items, next } = await runtime.hooks.deliveries(params.id, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return {
    items: items.map(({ hookId: _, at, ...delivery }) => ({ ...delivery, at: at.toISOString() })),
    next: encodeCursor(next),
  };
}

async function hookOf(runtime: Pick<Runtime, 'hooks'>, id: string): Promise<HookRecord> {
  const hook = await runtime.hooks.byId(id);
  if (!hook) throw problem('HOOK_UNKNOWN', { id });
  return hook;
}

function view(
  runtime: Runtime,
  { secret: _, createdAt, lastAt, deletedAt: _gone, ...hook }: HookRecord,
): HookView {
  return {
    ...hook,
    address: `${runtime.installation.publicUrl}/hooks/in/${hook.id}`,
    createdAt: createdAt.toISOString(),
    ...(lastAt ? { lastAt: lastAt.toISOString() } : {}),
  };
}
