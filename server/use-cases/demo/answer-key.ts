import type { SignalKey } from '../../../shared/playbooks/shipped-signal.ts';
import { type CrowdAccount, crowd, isGoneQuietBeforeRenewal, isNewcomer } from './crowd.ts';
import { isQuietForAMonth } from './crowd-days.ts';

/** Signals that two of the crowd’s stories show. */
const alsoShown: Partial<Record<CrowdAccount['story'], SignalKey[]>> = {
  // Whoever is not there does nothing either.
  'gone-quiet': ['usage-drop'],
  // On the way to the limit they had grown, which nothing took back.
  'plan-limit': ['ready-to-grow'],
};

/** The members whose own signal a story is; every other signal is the account’s. */
const ofPerson: Partial<Record<CrowdAccount['story'], (account: CrowdAccount) => string[]>> = {
  'never-got-going': (account) =>
    account.people.filter((_, member) => isNewcomer(account, member)).map(({ userId }) => userId),
  'power-user-slipping': (account) => account.people.slice(0, 1).map(({ userId }) => userId),
  'unhappy-answer': (account) => account.people.slice(0, 1).map(({ userId }) => userId),
};

/**
 * Which of the crowd must have each signal open at the moment the demo is loaded: ids of accounts, and user ids for
 * signals about people. It follows from the stories alone, never from asking the conditions.
 */
export function answerKey(): Map<SignalKey, Set<string>> {
  const key = new Map<SignalKey, Set<string>>();
  const mark = (signal: SignalKey, ids: readonly string[]) => {
    const known = key.get(signal) ?? new Set();
    for (const id of ids) known.add(id);
    key.set(signal, known);
  };
  for (const account of crowd) {
    const { story, turn, id } = account;
    if (story !== 'steady' && story !== 'left' && story !== 'leaving' && story !== 'grew')
      mark(story, ofPerson[story]?.(account) ?? [id]);
    for (const signal of alsoShown[story] ?? []) mark(signal, [id]);
    // Who carried the product there is silent as well.
    if (isQuietForAMonth(account)) mark('champion-gone', [id]);
    if (isGoneQuietBeforeRenewal(story, turn)) mark('renewal-while-red', [id]);
  }
  return key;
}
