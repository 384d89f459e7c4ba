import type { Account } from '../../../shared/contact.ts';
import type { ConditionNeeds, EventHistory, EventNeed, MemberFacts } from '../../engine/facts.ts';
import { isAdmin } from '../../engine/recipients.ts';
import type { TeamMember } from '../../ports/stores.ts';
import type { HistoryRequest } from './load-histories.ts';

/** Whether anything is asked about the people of an account one by one. */
export function asksOfMembers({ events }: Pick<ConditionNeeds, 'events'>): boolean {
  for (const { perMember } of events.values()) if (perMember) return true;
  return false;
}

/** The histories of single members, read in the queries that read those of their accounts. */
export function memberRequests(
  account: string,
  team: readonly TeamMember[],
  { events }: Pick<ConditionNeeds, 'events'>,
): HistoryRequest[] {
  const needs = new Map<string, EventNeed>([...events].filter(([, { perMember }]) => perMember));
  return team.map(({ id, sourceIds }) => ({ subject: memberKey(account, id), sourceIds, needs }));
}

/** The people of an account, those who left it too, as conditions see them. */
export function membersOf(
  account: Account,
  team: readonly TeamMember[],
  histories: ReadonlyMap<string, ReadonlyMap<string, EventHistory>>,
): MemberFacts[] {
  return team.map((person) => ({
    id: person.id,
    userId: person.userId,
    isAdmin: isAdmin(person, account),
    objected: person.objected,
    leftAt: person.leftAt,
    events: histories.get(memberKey(account.id, person.id)) ?? new Map(),
  }));
}

function memberKey(account: string, contact: string): string {
  return `${account}\u0000${contact}`;
}
