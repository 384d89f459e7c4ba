import type { Case, CaseOrigin } from '../../../shared/case.ts';
import type { Account } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';
import { keepStandings } from '../standings/keep-standings.ts';

export type CasePorts = Pick<
  Ports,
  'accounts' | 'cases' | 'chance' | 'clock' | 'healths' | 'looks' | 'signals'
>;

/** What a case is opened with. */
export interface Opening {
  account: Account;
  origin: CaseOrigin;
  /** Who did it: a person’s e-mail address, or `system`. */
  by: string;
  owner?: string | undefined;
  reason?: string | undefined;
}

const TRIES = 5;

/**
 * Opens the case of an account, led by its success manager unless somebody else is named; where one is open already
 * that one is answered. Of several who try at once one opens it.
 */
export async function openCase(
  ports: CasePorts,
  { account, origin, by, owner, reason }: Opening,
): Promise<{ record: Case; isNew: boolean }> {
  const now = ports.clock.now();
  for (let tries = 0; tries < TRIES; tries++) {
    const known = (await ports.cases.openOf([account.id])).get(account.id);
    const record: Case = known ?? {
      id: ports.chance.id(),
      accountId: account.id,
      stage: 'at-risk',
      owner: owner ?? account.manager,
      reason,
      origin,
      signals: (account.standing?.signals ?? []).map(({ key, since }) => ({
        key,
        openedAt: new Date(since),
      })),
      notes: [],
      stages: [{ stage: 'at-risk', at: now, by }],
      mrr: account.mrr,
      openedAt: now,
      demo: account.demo,
      rev: 1,
    };
    if (!known && !(await ports.cases.insert(record))) continue;
    // Also where it was there: whoever opened it may have died before this.
    await keepStandings(ports, [account.id]);
    return { record, isNew: !known };
  }
  throw new Error(`the case of ${account.id} kept being opened and closed`);
}
