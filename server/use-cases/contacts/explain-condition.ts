import { compileCondition } from '../../engine/conditions/compile.ts';
import { explainCondition as explain } from '../../engine/conditions/explain.ts';
import { instantOf, refuseFaulty } from '../conditions/read-question.ts';
import { loadFacts } from '../facts.ts';
import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';

/** Whether a condition holds for a contact now or at another instant, and what each rule saw. */
export const explainCondition: Verb<'explainCondition'> = async (runtime, { body }) => {
  const { when } = body;
  await refuseFaulty(runtime, when, 'contact');
  const now = instantOf(runtime, body.now);
  const contact = await findContact(runtime, body.userId);
  const { needs } = compileCondition(when);
  const facts = (await loadFacts(runtime, [{ contact, needs }], now)).get(contact.id);
  if (!facts) throw new Error('facts of a contact are missing');
  return explain(when, facts, now.getTime());
};
