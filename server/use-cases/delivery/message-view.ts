import { type Contact, displayName } from '../../../shared/contact.ts';
import type { Message, MessageView } from '../../../shared/message.ts';
import type { Ports } from '../../ports/index.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';

/** Messages as the outbox shows them, with the names of contacts and workflows, in two queries. */
export async function messageViews(
  ports: Pick<Ports, 'contacts' | 'workflows'>,
  messages: readonly Message[],
): Promise<MessageView[]> {
  const workflowIds = [...new Set(messages.flatMap(({ workflowId }) => workflowId ?? []))];
  const [contacts, workflows] = await Promise.all([
    ports.contacts.byIds([...new Set(messages.map(({ contactId }) => contactId))]),
    workflowIds.length > 0 ? ports.workflows.byIds(workflowIds) : new Map<string, WorkflowRecord>(),
  ]);
  return messages.map((message) =>
    viewOf(message, contacts.get(message.contactId), workflows.get(message.workflowId ?? '')),
  );
}

function viewOf(
  message: Message,
  contact: Contact | undefined,
  workflow: WorkflowRecord | undefined,
): MessageView {
  const { id, to, from, subject, preheader, html, text, status, reason, purpose, provider } = message;
  const { contactId, userId, accountId, recipient, workflowId, version, step, writtenBy } = message;
  return {
    ...{ id, to, from, subject, preheader, html, text, status, reason, purpose, provider },
    contactId,
    userId,
    contactName: contact && displayName(contact),
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
