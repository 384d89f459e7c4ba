import type { LookRecord } from '../../../shared/look.ts';
import { membershipsOf } from '../looks/memberships.ts';
import type { Subject } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';
import { keepStandings } from './keep-standings.ts';

/**
 * Keeps the standings of accounts after they were looked at, where they do not say which signals are open; costs
 * nothing where they do.
 */
export async function standingsAfter(
  runtime: Runtime,
  lookedAt: readonly { subject: Subject; after: LookRecord }[],
): Promise<void> {
  const changed = lookedAt.flatMap(({ subject, after }) => {
    if (subject.kind !== 'account') return [];
    const { standing } = subject.account;
    const known = [...(standing?.signals ?? []), ...(standing?.good ?? [])].map(({ key }) => key);
    const open = [...membershipsOf([after]).signals.keys()];
    const isSame = known.length === open.length && open.every((key) => known.includes(key));
    return isSame ? [] : [subject.account.id];
  });
  if (changed.length > 0) await keepStandings(runtime, changed);
}
