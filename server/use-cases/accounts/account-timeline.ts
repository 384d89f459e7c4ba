import { readStory } from '../contacts/story.ts';
import type { Verb } from '../verb.ts';
import { findAccount } from './find-account.ts';

/** Whose part of an account's story is told: a page costs a few queries for each of them. */
export const TOLD_OF = 25;

/** The story of an account: its own signals, segments, tasks and cases, and all of the people who were seen last. */
export const getAccountTimeline: Verb<'getAccountTimeline'> = async (runtime, { params, query }) => {
  const { id } = await findAccount(runtime, params.id);
  const members = await runtime.contacts.listMembers(id, { limit: TOLD_OF });
  return readStory(runtime, { contacts: members.items, accountId: id }, query);
};
