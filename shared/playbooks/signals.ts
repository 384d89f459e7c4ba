import type { ShippedSignal } from './shipped-signal.ts';
import { signalsOfBusiness } from './signals-of-business.ts';
import { signalsOfUse } from './signals-of-use.ts';

/** The sixteen signals that come with the product. */
export const shippedSignals: readonly ShippedSignal[] = [...signalsOfUse, ...signalsOfBusiness];

/** The shipped signal of this key. */
export function shippedSignal(key: string): ShippedSignal | undefined {
  return shippedSignals.find((signal) => signal.key === key);
}
