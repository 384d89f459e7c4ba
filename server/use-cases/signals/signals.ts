import { signalKeys } from '../../../shared/playbooks/shipped-signal.ts';
import { shippedSignalDocument } from '../../../shared/playbooks/signal-document.ts';
import { problem } from '../../../shared/problems.ts';
import type { SignalView } from '../../../shared/signal.ts';
import type { SignalRecord } from '../../ports/signals.ts';
import { dropWatch, keepWatch } from '../looks/keep-watches.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb, VerbCall } from '../verb.ts';
import { readSignal } from './read-signal.ts';
import { linesOf, viewOf } from './signal-view.ts';
import { signalWatch, signalWatchId } from './signal-watch.ts';
import { usersOfSignal } from './used-by.ts';

/** All signals by key, with for how many each is open. */
export const listSignals: Verb<'listSignals'> = async (runtime) => ({
  items: await linesOf(runtime, await runtime.signals.all()),
});

/** One signal. */
export const getSignal: Verb<'getSignal'> = async (runtime, { params }) =>
  viewOf(runtime, await signalOf(runtime, params.key));

/** Makes a signal. Everybody is looked at once: for whom it holds already it opens without starting anything. */
export const createSignal: Verb<'createSignal'> = async (runtime, { body, actor }) => {
  const document = readSignal(body, await surroundingsOf(runtime));
  const now = runtime.clock.now();
  const record: SignalRecord = {
    id: document.key,
    document,
    on: true,
    edited: isShipped(document.key),
    rev: 1,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await runtime.signals.save(record, 0))) throw problem('SIGNAL_KEY_TAKEN', { key: document.key });
  await follow(runtime, record);
  await recordChange(runtime, actor, 'signal.create', record.id);
  return viewOf(runtime, record);
};

/** Changes a signal where nobody changed it since it was read. */
export const saveSignal: Verb<'saveSignal'> = async (runtime, { params, body, ifMatch, actor }) => {
  const document = readSignal(body, await surroundingsOf(runtime));
  const was = await signalOf(runtime, params.key);
  if (document.key !== was.id) throw problem('SIGNAL_KEY_FIXED', { key: was.id });
  if (document.subject !== was.document.subject) throw problem('SIGNAL_SUBJECT_FIXED', {});
  if (ifMatch !== '*' && ifMatch !== String(was.rev)) throw problem('PRECONDITION_FAILED', {});
  return change(runtime, actor, was, { document, edited: isShipped(was.id) }, 'signal.save');
};

/** Looks for a signal again, or no more: then it is resolved for everybody. */
export const switchSignal: Verb<'switchSignal'> = async (runtime, { params, body, actor }) => {
  const was = await signalOf(runtime, params.key);
  if (was.on === body.on) return viewOf(runtime, was);
  return change(runtime, actor, was, { on: body.on }, body.on ? 'signal.on' : 'signal.off');
};

/** Puts a shipped signal back as it came with the product. Throws SIGNAL_NOT_SHIPPED for one of the workspace’s own. */
export const resetSignal: Verb<'resetSignal'> = async (runtime, { params, actor }) => {
  const was = await signalOf(runtime, params.key);
  const document = shippedSignalDocument(was.id, await runtime.settings.get());
  if (!document) throw problem('SIGNAL_NOT_SHIPPED', { key: was.id });
  return change(runtime, actor, was, { document, edited: false }, 'signal.reset');
};

/** Deletes one of the workspace’s own that nothing reads; shipped ones are switched off instead. */
export const deleteSignal: Verb<'deleteSignal'> = async (runtime, { params, actor }) => {
  const was = await signalOf(runtime, params.key);
  if (isShipped(was.id)) throw problem('SIGNAL_SHIPPED', { key: was.id });
  const users = await usersOfSignal(runtime, was.id);
  if (users.length > 0) {
    const named = users.slice(0, 5).map(({ name }) => `“${name}”`);
    throw problem('SIGNAL_IN_USE', { key: was.id, users: named.join(', ') }, { extra: { usedBy: users } });
  }
  await runtime.signals.delete(was.id);
  await follow(runtime, { ...was, on: false });
  await recordChange(runtime, actor, 'signal.delete', was.id);
  return undefined;
};

/** The signal of a key. Throws SIGNAL_NOT_FOUND. */
export async function signalOf(runtime: Pick<Runtime, 'signals'>, key: string): Promise<SignalRecord> {
  const record = (await runtime.signals.byIds([key])).get(key);
  if (!record) throw problem('SIGNAL_NOT_FOUND', { key });
  return record;
}

async function change(
  runtime: Runtime,
  actor: VerbCall<'saveSignal'>['actor'],
  was: SignalRecord,
  what: Partial<Pick<SignalRecord, 'document' | 'edited' | 'on'>>,
  action: string,
): Promise<SignalView> {
  const record = { ...was, ...what, rev: was.rev + 1, updatedAt: runtime.clock.now() };
  if (!(await runtime.signals.save(record, was.rev))) throw problem('PRECONDITION_FAILED', {});
  await follow(runtime, record);
  await recordChange(runtime, actor, action, record.id);
  return viewOf(runtime, record);
}

/** Brings what is remembered in line. What a crash cuts short here, `reconcileWatches` does within a minute. */
async function follow(runtime: Runtime, record: SignalRecord): Promise<void> {
  const now = runtime.clock.now();
  if (record.on) await keepWatch(runtime, signalWatch(record, await runtime.names.all(), now));
  else {
    await dropWatch(runtime, signalWatchId(record.id));
    await runtime.openings.resolveAll(record.id, now);
  }
}

async function surroundingsOf(runtime: Pick<Runtime, 'segments' | 'signals'>) {
  const [segments, signals] = await Promise.all([runtime.segments.all(), runtime.signals.all()]);
  return { segments, signals };
}

function isShipped(key: string): boolean {
  return (signalKeys as readonly string[]).includes(key);
}
