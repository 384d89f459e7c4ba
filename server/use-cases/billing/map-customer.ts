import type { Contact } from '../../../shared/contact.ts';
import type { BillingCustomer } from '../../ports/billing.ts';
import type { Ports } from '../../ports/index.ts';
import type { CustomerObject } from './stripe-objects.ts';

type MappingPorts = Pick<Ports, 'contacts' | 'accounts'>;

/** Mail providers whose domain says nothing about a company. */
const sharedDomains =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|proton|protonmail|pm|gmx|web|mail|yandex|zoho|fastmail|hey|wp|o2|onet|interia|op|tlen|qq|163|126|rambler|bk|list|inbox)\.[a-z.]+$/;

/** The most contacts of one domain that are looked at: past these, a domain counts as one of many companies. */
const MOST_OF_DOMAIN = 200;

export type Mapping = Pick<BillingCustomer, 'state' | 'accountId' | 'match' | 'candidates'>;

/**
 * Which account a customer is: by what its metadata says (`mooring_account` or `account_id`), then by the contacts
 * that have its e-mail address, then by those of its domain, each only where one account comes of it. What cannot be
 * told is `open`, with the accounts it could be.
 */
export async function mapCustomer(ports: MappingPorts, customer: CustomerObject): Promise<Mapping> {
  const said = customer.metadata.mooring_account ?? customer.metadata.account_id;
  if (said !== undefined && said.trim() !== '')
    return { state: 'mapped', accountId: said.trim().slice(0, 255), match: 'metadata', candidates: [] };
  const email = customer.email?.trim().toLowerCase();
  if (!email) return open([]);
  const byEmail = accountsOf(await ports.contacts.byEmail(email));
  if (byEmail.length > 0) return decide(byEmail, 'email');
  const domain = email.split('@')[1] ?? '';
  if (domain === '' || sharedDomains.test(domain)) return open([]);
  const { items, next } = await ports.contacts.list({ search: `@${domain}`, limit: MOST_OF_DOMAIN });
  const exact = items.filter((contact) => contact.email?.toLowerCase().endsWith(`@${domain}`));
  const byDomain = accountsOf(exact);
  return next === undefined ? decide(byDomain, 'domain') : open(byDomain);
}

function decide(accounts: string[], match: 'email' | 'domain'): Mapping {
  const [only] = accounts;
  return accounts.length === 1 && only !== undefined
    ? { state: 'mapped', accountId: only, match, candidates: [] }
    : open(accounts);
}

function open(candidates: string[]): Mapping {
  return { state: 'open', candidates: candidates.slice(0, 20) };
}

function accountsOf(contacts: readonly Contact[]): string[] {
  return [...new Set(contacts.flatMap(({ accountId }) => accountId ?? []))].sort();
}

/**
 * The contact that stands for a customer: whoever of the account has its e-mail address, else one made for it. It is
 * who billing mail is written to.
 */
export async function billingContact(
  ports: Pick<Ports, 'contacts'>,
  customer: { id: string; email?: string | undefined; accountId: string },
): Promise<string> {
  const own = `stripe:${customer.id}`;
  if (!customer.email) return own;
  const known = (await ports.contacts.byEmail(customer.email))
    .filter(({ userId, accountId }) => userId !== undefined && accountId === customer.accountId)
    .map(({ userId }) => userId ?? own)
    .sort();
  return known[0] ?? own;
}
