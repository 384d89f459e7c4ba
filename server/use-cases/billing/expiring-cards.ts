import { billingEvents } from '../../../shared/billing.ts';
import { DAY } from '../../../shared/time.ts';
import type { Runtime } from '../runtime.ts';
import { send } from './tell-account.ts';

const BATCH = 200;

/**
 * Says `Card Expiring` once for each card that ends within 60 days, computed from the cards that are known; answers
 * how many. Found by index: cards that are good for longer cost nothing.
 */
export async function sayExpiringCards(runtime: Runtime): Promise<number> {
  let said = 0;
  for (;;) {
    const now = runtime.clock.now();
    const due = await runtime.billingStore.expiring(now, BATCH);
    await send(
      runtime,
      due.flatMap(({ id, userId, card, state }) => {
        if (userId === undefined || card === undefined || state !== 'mapped') return [];
        const daysLeft = Math.ceil((new Date(card.expiresAt).getTime() - now.getTime()) / DAY);
        if (daysLeft < 0) return [];
        return [
          {
            type: 'track',
            userId,
            event: billingEvents.cardExpiring,
            messageId: `stripe:${id}:card-expiring:${card.last4}:${card.expiresAt}`,
            properties: { ...card, daysLeft },
          },
        ];
      }),
    );
    for (const customer of due)
      await runtime.billingStore.saveCustomer({ ...customer, expiryDueAt: undefined });
    said += due.length;
    if (due.length < BATCH) return said;
  }
}
