import { problem } from '../../../shared/problems.ts';
import { compileCondition } from '../../engine/conditions/compile.ts';
import { explainCondition as explain } from '../../engine/conditions/explain.ts';
import type { ConditionNeeds, FactSnapshot } from '../../engine/facts.ts';
import { findAccount } from '../accounts/find-account.ts';
import { instantOf, refuseFaulty } from '../conditions/read-question.ts';
import { withLate } from '../facts/load-late.ts';
import { loadAccountFacts, loadFacts } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';

/** Whether a condition holds for a contact or an account now or at another instant, and what each rule saw. */
export const explainCondition: Verb<'explainCondition'> = async (runtime, { body }) => {
  const { when, userId, accountId } = body;
  if ((userId === undefined) === (accountId === undefined))
    throw problem('BODY_INVALID', { path: 'userId', detail: 'Name a userId or an accountId, one of them.' });
  await refuseFaulty(runtime, when, accountId === undefined ? 'contact' : 'account');
  const now = instantOf(runtime, body.now);
  const { needs } = compileCondition(when);
  const facts =
    accountId === undefined
      ? await factsOfContact(runtime, userId ?? '', needs, now)
      : await factsOfAccount(runtime, accountId, needs, now);
  return explain(when, facts, now.getTime());
};

async function factsOfContact(
  runtime: Runtime,
  userId: string,
  needs: ConditionNeeds,
  now: Date,
): Promise<FactSnapshot> {
  const contact = await findContact(runtime, userId);
  const facts = (await loadFacts(runtime, [{ contact, needs }], now)).get(contact.id);
  if (!facts) throw new Error('facts of a contact are missing');
  return withLate(runtime, facts, contact.sourceIds, needs);
}

async function factsOfAccount(
  runtime: Runtime,
  accountId: string,
  needs: ConditionNeeds,
  now: Date,
): Promise<FactSnapshot> {
  const account = await findAccount(runtime, accountId);
  const [loaded, members] = await Promise.all([
    loadAccountFacts(runtime, [{ account, needs }], now),
    runtime.contacts.membersOf([accountId]),
  ]);
  const facts = loaded.get(accountId);
  if (!facts) throw new Error('facts of an account are missing');
  const sourceIds = (members.get(accountId) ?? []).flatMap((member) => member.sourceIds);
  return withLate(runtime, facts, sourceIds, needs);
}
