import type { SignalSeverity } from '../../../shared/signal.ts';
import type { Ports } from '../../ports/index.ts';

/** What an open signal means for its account. */
export interface SignalMeaning {
  severity: SignalSeverity;
  good: boolean;
}

export type SignalMeanings = (key: string) => SignalMeaning;

/** What each signal means, in one query; one that was deleted while it is open is no more than noted. */
export async function signalMeanings(ports: Pick<Ports, 'signals'>): Promise<SignalMeanings> {
  const known = new Map((await ports.signals.all()).map(({ id, document }) => [id, document]));
  return (key) => known.get(key) ?? { severity: 'low', good: false };
}

/** Whether a signal puts an account at risk by itself. */
export function isSerious({ severity, good }: SignalMeaning): boolean {
  return severity === 'high' && !good;
}
