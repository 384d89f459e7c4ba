import { problem } from '../../../shared/problems.ts';
import { recordChange } from '../people/record-change.ts';
import type { Verb } from '../verb.ts';
import { erasedIdKey } from './erased-ids.ts';

/** Lets somebody who was erased come back under their id; mail to their address is allowed again by itself. */
export const readmitContact: Verb<'readmitContact'> = async (runtime, { params, actor }) => {
  const hashes = [`u:${params.userId}`, `a:${params.userId}`].map((id) =>
    erasedIdKey(runtime.installation, id),
  );
  const lifted = await Promise.all(hashes.map((hash) => runtime.suppressions.remove(hash)));
  const hash = hashes.find((_, index) => lifted[index]);
  if (hash === undefined) throw problem('ERASURE_UNKNOWN', { id: params.userId });
  await recordChange(runtime, actor, 'contact.readmitted', hash);
  return undefined;
};
