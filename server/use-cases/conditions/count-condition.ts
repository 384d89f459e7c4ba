import { displayName } from '../../../shared/contact.ts';
import type { Verb } from '../verb.ts';
import { countMatching } from './count-matching.ts';
import { instantOf, refuseFaulty } from './read-question.ts';

/** How many a condition holds for, now or at another instant, and three of them. */
export const countCondition: Verb<'countCondition'> = async (runtime, { body, signal }) => {
  const { when, subject } = body;
  await refuseFaulty(runtime, when, subject);
  const now = instantOf(runtime, body.now);
  const { sample, ...counted } = await countMatching(runtime, { when, subject, now }, signal);
  return {
    ...counted,
    sample: sample.map((one) =>
      'sourceIds' in one
        ? { id: one.id, userId: one.userId, name: displayName(one) }
        : { id: one.id, name: one.name ?? one.id },
    ),
  };
};
