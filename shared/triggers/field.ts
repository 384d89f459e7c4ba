import { pathKeys } from '../path.ts';

/** A field that a trigger waits for: whose it is, the trait that holds it, and where in that trait's value it lies. */
export interface TriggerField {
  of: 'contact' | 'account';
  trait: string;
  inner: readonly string[];
}

/**
 * What a trigger's path means: `$.traits.plan` and `$.contact.traits.plan` are a contact's trait, `$.account.mrr` and
 * `$.account.traits.mrr` the account's. Undefined for anything else.
 */
export function fieldOf(path: string): TriggerField | undefined {
  const keys = pathKeys(path) ?? [];
  const [root, ...rest] = keys;
  const of = root === 'account' ? 'account' : 'contact';
  const own = root === 'account' || root === 'contact' ? rest : keys;
  const isTrait = own[0] === 'traits';
  // Only what is known of accounts stands at their top as well.
  if (!isTrait && of === 'contact') return undefined;
  const [trait, ...inner] = isTrait ? own.slice(1) : own;
  return trait === undefined ? undefined : { of, trait, inner };
}
