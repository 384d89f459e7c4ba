import type { Account } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';

/** The account of an id. Throws ACCOUNT_UNKNOWN. */
export async function findAccount(ports: Pick<Ports, 'accounts'>, id: string): Promise<Account> {
  const account = (await ports.accounts.byIds([id])).get(id);
  if (!account) throw problem('ACCOUNT_UNKNOWN', { id });
  return account;
}
