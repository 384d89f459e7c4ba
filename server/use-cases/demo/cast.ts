import type { StoredEvent } from '../../../shared/event.ts';
import { crowd } from './crowd.ts';
import { tellAccount } from './crowd-calls.ts';
import { type DemoPerson, demoAccounts, demoPeople } from './people.ts';
import { tellStory } from './stories.ts';

/** An account of the demo with its people, whoever wrote their story. */
export interface CastAccount {
  id: string;
  people: readonly Pick<DemoPerson, 'userId' | 'email' | 'consent'>[];
  /** Everything they told until a moment; `manager` is the address of whoever may look after them. */
  tell(now: Date, manager: string | undefined): StoredEvent[];
}

/** All accounts of the demo: those written by hand, then the crowd. */
export const cast: readonly CastAccount[] = [
  ...demoAccounts.map(({ id }): CastAccount => {
    const people = demoPeople.filter(({ account }) => account === id);
    return {
      id,
      people,
      tell: (now, manager) => people.flatMap((person) => tellStory(person, now, manager)),
    };
  }),
  ...crowd.map(
    (account): CastAccount => ({
      id: account.id,
      people: account.people,
      tell: (now, manager) => tellAccount(account, now, manager),
    }),
  ),
];

/** Accounts that are loaded, or removed, together. */
const AT_ONCE = 40;

/** The cast in the parts it is loaded in. */
export const castParts: readonly (readonly CastAccount[])[] = Array.from(
  { length: Math.ceil(cast.length / AT_ONCE) },
  (_, index) => cast.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
);
