import { Problem, problem } from '../../../shared/problems.ts';
import { parseInstant } from '../../../shared/time.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';
import { compileCondition } from '../../engine/conditions/compile.ts';
import { explainCondition as explain } from '../../engine/conditions/explain.ts';
import { loadFacts } from '../facts.ts';
import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';

/** Whether a condition holds for a contact now or at another instant, and what each rule saw. */
export const explainCondition: Verb<'explainCondition'> = async (runtime, { body }) => {
  const { when } = body;
  const errors = validateCondition(when, { path: 'when', scope: 'question' }).filter(
    ({ severity }) => severity === 'error',
  );
  const [first] = errors;
  if (first) throw new Problem(first.code, first.facts, { extra: { problems: errors } });
  const at = body.now === undefined ? runtime.clock.now().getTime() : parseInstant(body.now);
  if (at === undefined)
    throw problem('BODY_INVALID', { path: 'now', detail: 'Write an instant such as 2026-05-01T09:00:00Z.' });
  const contact = await findContact(runtime, body.userId);
  const { needs } = compileCondition(when);
  const facts = (await loadFacts(runtime, [{ contact, needs }], new Date(at))).get(contact.id);
  if (!facts) throw new Error('facts of a contact are missing');
  return explain(when, facts, at);
};
