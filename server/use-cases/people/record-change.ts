import type { Ports } from '../../ports/index.ts';
import { type Actor, idOf } from '../verb.ts';

/** Mooring acting by itself, e.g. on what the operator set in the environment. */
export const system: Actor = { type: 'system', id: 'system', name: 'Mooring', role: 'admin' };

/** Appends one line to the audit log; `detail` never holds secrets. */
export function recordChange(
  runtime: Pick<Ports, 'audit' | 'chance' | 'clock'>,
  actor: Actor,
  action: string,
  target: string,
  detail?: Record<string, unknown>,
): Promise<void> {
  return runtime.audit.append({
    id: runtime.chance.id(),
    at: runtime.clock.now(),
    by: idOf(actor),
    action,
    target,
    ...(detail ? { detail } : {}),
  });
}
