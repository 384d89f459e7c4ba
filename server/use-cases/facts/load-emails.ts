import type { EmailFact } from '../../engine/facts.ts';
import type { Ports } from '../../ports/index.ts';
import type { FactRequest } from '../facts.ts';

/** What became of the e-mails to these contacts, by contact id, oldest first; two queries at most. */
export async function loadEmails(
  ports: Pick<Ports, 'messages' | 'workflows'>,
  requests: readonly FactRequest[],
  now: Date,
): Promise<Map<string, EmailFact[]>> {
  const asking = requests.filter(({ needs }) => needs.email !== 0);
  const facts = new Map<string, EmailFact[]>();
  if (asking.length === 0) return facts;
  const sent = await ports.messages.sentTo([...new Set(asking.map(({ contact }) => contact.id))]);
  const workflows = await ports.workflows.byIds([
    ...new Set(sent.flatMap(({ workflowId }) => workflowId ?? [])),
  ]);
  for (const { contactId, workflowId, sentAt, openedAt, clickedAt } of sent) {
    const workflow = workflowId === undefined ? '' : (workflows.get(workflowId)?.key ?? workflowId);
    const known = facts.get(contactId) ?? [];
    facts.set(contactId, known);
    for (const [kind, at] of [
      ['sent', sentAt],
      ['opened', openedAt],
      ['clicked', clickedAt],
    ] as const)
      if (at && at <= now) known.push({ kind, at: at.getTime(), workflow });
  }
  for (const known of facts.values()) known.sort((a, b) => a.at - b.at);
  return facts;
}
