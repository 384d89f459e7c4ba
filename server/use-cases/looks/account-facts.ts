import type { Account } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';
import { type ConditionNeeds, type FactSnapshot, factsOf } from '../../engine/facts.ts';
import type { Ports } from '../../ports/index.ts';
import { accountFact } from '../facts.ts';
import { membershipsOf } from './memberships.ts';

/** Facts of accounts as subjects of their own, in a constant number of queries. Keyed by account id. */
export async function loadAccountFacts(
  ports: Pick<Ports, 'settings' | 'looks'>,
  requests: readonly { account: Account; needs: ConditionNeeds }[],
  _now: Date,
): Promise<Map<string, FactSnapshot>> {
  const [settings, records] = await Promise.all([
    ports.settings.get(),
    ports.looks.byIds(requests.map(({ account }) => lookId('account', account.id))),
  ]);
  return new Map(
    requests.map(({ account }) => {
      const record = records.get(lookId('account', account.id));
      return [
        account.id,
        factsOf({
          contact: {},
          account: accountFact(account),
          appearedAt: account.createdAt?.getTime() ?? 0,
          workspaceZone: settings.zone,
          ...membershipsOf(record ? [record] : []),
        }),
      ];
    }),
  );
}
