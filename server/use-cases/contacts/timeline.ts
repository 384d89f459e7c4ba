import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';
import { readStory } from './story.ts';

/** A contact's story: events, the ways through workflows with their reasons, messages, tasks, segments and signals. */
export const getTimeline: Verb<'getTimeline'> = async (runtime, { params, query }) =>
  readStory(runtime, { contacts: [await findContact(runtime, params.userId)] }, query);
