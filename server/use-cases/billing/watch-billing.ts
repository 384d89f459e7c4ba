import { problem } from '../../../shared/problems.ts';
import type { Billing, BillingReader } from '../../ports/billing.ts';
import type { Providers } from '../delivery/providers.ts';

export const BILLING = 'billing:stripe';

/**
 * The same billing, not asked while it is known to be down: whoever reads back goes on at once with what the notice
 * itself says, instead of waiting for an answer that does not come. Throws PROVIDER_UNAVAILABLE then.
 */
export function watchBilling({ verify, reader }: Billing, providers: Providers, by: string): Billing {
  if (!reader) return { verify, reader };
  async function watched<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const { calls } = await providers.way(BILLING, by);
    if (calls === 0) throw problem('PROVIDER_UNAVAILABLE', { provider: 'Stripe' });
    try {
      const answer = await ask();
      await providers.worked(BILLING);
      return answer;
    } catch (fault) {
      await providers.failed(BILLING, { reason: fault instanceof Error ? fault.message : String(fault) });
      throw fault;
    }
  }
  const watching: BillingReader = {
    read: (kind, id) => watched(() => reader.read(kind, id)),
    list: (kind, after) => watched(() => reader.list(kind, after)),
  };
  return { verify, reader: watching };
}
