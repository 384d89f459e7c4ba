import { type Account, displayName } from '../../../shared/contact.ts';
import { accountIdOf } from '../../../shared/enrolment.ts';
import type { Message, MessageView } from '../../../shared/message.ts';
import type { Ports } from '../../ports/index.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';

/**
 * Messages as the outbox shows them, with the names of contacts and workflows; where an account had nobody to write to,
 * with the account's. A query each.
 */
export async function messageViews(
  ports: Pick<Ports, 'accounts' | 'contacts' | 'workflows'>,
  messages: readonly Message[],
): Promise<MessageView[]> {
  const workflowIds = [...new Set(messages.flatMap(({ workflowId }) => workflowId ?? []))];
  const accountIds = [...new Set(messages.flatMap(({ contactId }) => accountIdOf(contactId) ?? []))];
  const [contacts, workflows, accounts] = await Promise.all([
    ports.contacts.byIds([...new Set(messages.map(({ contactId }) => contactId))]),
    workflowIds.length > 0 ? ports.workflows.byIds(workflowIds) : new Map<string, WorkflowRecord>(),
    accountIds.length > 0 ? ports.accounts.byIds(accountIds) : new Map<string, Account>(),
  ]);
  return messages.map((message) => {
    const contact = contacts.get(message.contactId);
    const account = accounts.get(accountIdOf(message.contactId) ?? '');
    const name = contact ? displayName(contact) : account && (account.name ?? account.id);
    return viewOf(message, name, workflows.get(message.workflowId ?? ''));
  });
}

function viewOf(
  message: Message,
  contactName: string | undefined,
  workflow: WorkflowRecord | undefined,
): MessageView {
  const { id, to, from, subject, preheader, html, text, status, reason, purpose, provider } = message;
  const { contactId, userId, accountId, recipient, workflowId, version, step, writtenBy } = message;
  return {
    ...{ id, to, from, subject, preheader, html, text, status, reason, purpose, provider },
    contactId,
    userId,
    contactName,
    accountId,
    recipient,
    workflowId,
    workflowName: workflow?.name,
    writtenBy,
    version,
    step,
    demo: message.demo === true,
    createdAt: message.createdAt.toISOString(),
    sentAt: message.sentAt?.toISOString(),
    openedAt: message.openedAt?.toISOString(),
    clickedAt: message.clickedAt?.toISOString(),
  };
}
