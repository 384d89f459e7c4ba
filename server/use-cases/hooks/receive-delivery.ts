import type { AnswerOf } from '../../../shared/api.ts';
import type { HookMapping } from '../../../shared/hook.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import type { HookRecord } from '../../ports/hooks.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { readCall } from '../ingest/read-call.ts';
import type { Runtime } from '../runtime.ts';
import { checkProof, type Shown } from './check-proof.ts';
import { mapPayload } from './map-payload.ts';

/** Deliveries that are not even the sender's are not worth remembering: anybody could fill the list. */
type Outcome = AnswerOf<'tryHook'>;

/** The webhook of an address, when it is switched on and the delivery proves whose it is. */
export async function admitDelivery(runtime: Runtime, id: string, shown: Shown): Promise<HookRecord> {
  const hook = await runtime.hooks.byId(id);
  if (!hook?.enabled) throw problem('HOOK_UNKNOWN', { id: id.slice(0, 64) });
  if (!checkProof(hook.proof, hook.secret, shown, runtime.clock.now()))
    throw problem('SIGNATURE_INVALID', {});
  return hook;
}

/**
 * Takes in one delivery: what it becomes is on disk when this resolves, and the outcome is remembered for the page.
 * Throws the Problem that says why a payload was refused.
 */
export async function receiveDelivery(runtime: Runtime, hook: HookRecord, payload: unknown): Promise<void> {
  const id = runtime.chance.id();
  const note = (outcome: Outcome) =>
    // A line for people to look at; the delivery must not fail for it.
    runtime.hooks
      .delivered({ id, hookId: hook.id, at: runtime.clock.now(), ...outcome })
      .catch(() => undefined);
  try {
    const mapped = mapPayload(hook.mapping, payload, hook.id);
    if ('leftOut' in mapped) {
      await note({ outcome: 'left-out', message: mapped.leftOut.slice(0, 200) });
      return;
    }
    const { call } = mapped;
    const bytes = Buffer.byteLength(JSON.stringify(call));
    await runtime.ingest.call(hook.mapping.type, call, keyOf(hook), bytes);
    await note({ outcome: 'accepted', call });
  } catch (fault) {
    if (fault instanceof Problem)
      await note({ outcome: 'refused', code: fault.code, message: fault.message });
    throw fault;
  }
}

/** What a payload would become, with nothing kept. */
export function tryPayload(mapping: HookMapping, payload: unknown): Outcome {
  try {
    const mapped = mapPayload(mapping, payload, 'try');
    if ('leftOut' in mapped) return { outcome: 'left-out', message: mapped.leftOut.slice(0, 200) };
    readCall(mapped.call, {
      receivedAt: new Date(8.64e15),
      keyId: 'try',
      historical: true,
      isBrowser: false,
      measure: true,
      freshId: () => 'try',
    });
    return { outcome: 'accepted', call: mapped.call };
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return { outcome: 'refused', code: fault.code, message: fault.message };
  }
}

function keyOf({ id, name, createdAt }: HookRecord): KeyRecord {
  return { id: `hook:${id}`, kind: 'server', name, hint: 'hook', hash: '', createdAt };
}
