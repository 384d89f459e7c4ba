import type { SignalView } from '../../../shared/signal.ts';
import type { Ports } from '../../ports/index.ts';
import { usersOf } from '../segments/used-by.ts';

/** What reads a signal: conditions of segments, signals and workflows, and triggers. */
export function usersOfSignal(
  ports: Pick<Ports, 'segments' | 'signals' | 'workflows'>,
  key: string,
): Promise<SignalView['usedBy']> {
  return usersOf(ports, key, 'signal');
}
