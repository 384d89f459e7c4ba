import { problem } from '../../../shared/problems.ts';
import type { Suppression } from '../../ports/stores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import type { Verb } from '../verb.ts';
import { erasedKey, findSuppressions, suppressionKey } from './suppression-keys.ts';

/** Addresses nothing is sent to, newest first. */
export const listSuppressions: Verb<'listSuppressions'> = async (runtime, { query }) => {
  const { items, next } = await runtime.suppressions.list({
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return { items: items.map(viewOf), next: encodeCursor(next) };
};

/** Stops mail to an address by hand; an address already stopped keeps its reason. */
export const addSuppression: Verb<'addSuppression'> = async (runtime, { body, actor }) => {
  const address = suppressionKey(body.email);
  const known = (await findSuppressions(runtime, [address])).get(address);
  // Whether an address belongs to an erased person is nobody’s to know: it is written down as any other.
  if (known && known.reason !== 'erased') return viewOf(known);
  const suppression: Suppression = { address, reason: 'suppressed-by-hand', at: runtime.clock.now() };
  await runtime.suppressions.add(suppression);
  await recordChange(runtime, actor, 'suppression.add', address);
  return viewOf(suppression);
};

/** Allows an address again; also lifts what keeps an erased person from coming back. */
export const liftSuppression: Verb<'liftSuppression'> = async (runtime, { params, actor }) => {
  const address = suppressionKey(params.email);
  const hash = address.startsWith('erased:') ? params.email.trim() : erasedKey(runtime.installation, address);
  const lifted = await Promise.all([runtime.suppressions.remove(address), runtime.suppressions.remove(hash)]);
  if (!lifted.includes(true)) throw problem('SUPPRESSION_UNKNOWN', { email: params.email });
  await recordChange(runtime, actor, 'suppression.lift', lifted[1] ? hash : address);
  return undefined;
};

function viewOf({ address, reason, at }: Suppression) {
  return { email: address, reason, at: at.toISOString() };
}
