import { IANAZone } from 'luxon';
import type { FactSnapshot } from './facts.ts';

/** The zone a setting means: its own, or with `contact` the contact's, else the account's, else the workspace's. */
export function zoneOf(facts: FactSnapshot, wanted = 'contact'): string {
  if (wanted !== 'contact') return wanted;
  const { zone, traits } = facts.account ?? {};
  const ofAccount = zone ?? (traits as Record<string, unknown> | undefined)?.timezone;
  for (const each of [facts.contact.zone, ofAccount, facts.workspaceZone]) {
    if (typeof each === 'string' && IANAZone.isValidZone(each)) return each;
  }
  return 'UTC';
}
