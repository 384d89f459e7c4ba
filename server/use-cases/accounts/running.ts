import { displayName } from '../../../shared/contact.ts';
import { accountSubject } from '../../../shared/enrolment.ts';
import type { Verb } from '../verb.ts';
import { findAccount } from './find-account.ts';

/** So many of an account’s people are looked through, those who were seen last; and so many ways are told. */
const MOST_PEOPLE = 200;
const MOST_WAYS = 100;

/** What runs for an account now: the workflows that it and its people are in, but for control groups. */
export const listRunning: Verb<'listRunning'> = async (runtime, { params }) => {
  const { id } = await findAccount(runtime, params.id);
  const { items: members } = await runtime.contacts.listMembers(id, { limit: MOST_PEOPLE });
  const byId = new Map(members.map((contact) => [contact.id, contact]));
  const ways = await runtime.enrolments.insideOfSubjects([accountSubject(id), ...byId.keys()], MOST_WAYS);
  const workflows = await runtime.workflows.byIds([...new Set(ways.map(({ workflowId }) => workflowId))]);
  return {
    items: ways
      .filter(({ holdout }) => !holdout)
      .map(({ id: enrolmentId, workflowId, subject, enteredAt }) => {
        const contact = byId.get(subject);
        return {
          enrolmentId,
          workflowId,
          name: workflows.get(workflowId)?.name ?? workflowId,
          since: enteredAt.toISOString(),
          userId: contact?.userId,
          contactName: contact && displayName(contact),
        };
      }),
  };
};
