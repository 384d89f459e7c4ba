import { setTimeout as sleep } from 'node:timers/promises';
import { sendBatch } from '../support/api.ts';

/** How often a call was answered that it should come again later. */
export interface Patience {
  refused: number;
}

/** Sends a batch as an SDK would: again after the pause that a 429 asks for. Throws on any other refusal. */
export async function sendPatiently(
  url: string,
  batch: readonly Record<string, unknown>[],
  patience: Patience,
): Promise<void> {
  for (;;) {
    const { status, headers } = await sendBatch(url, batch);
    if (status === 200) return;
    if (status !== 429) throw new Error(`events were refused with ${status}`);
    patience.refused += 1;
    await sleep(1_000 * Number(headers.get('retry-after') ?? 1));
  }
}
