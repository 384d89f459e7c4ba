import { z } from 'zod';
import { workflowStatus } from '../shared/api.ts';
import { churnQuery } from '../shared/churn.ts';
import { callStatus } from '../shared/event.ts';
import { messageStatus } from '../shared/message.ts';
import { playbookGroups } from '../shared/playbooks/playbooks.ts';

/** A filter kept in the address; anything unusable there counts as absent. */
function filter<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

const text = filter(z.string().max(200));

export const workflowsSearch = z.object({ status: filter(workflowStatus), search: text });
/** The playbook named is the one shown in the drawer. */
export const gallerySearch = z.object({
  group: filter(z.enum(playbookGroups)),
  search: text,
  playbook: text,
});
export const contactsSearch = z.object({ search: text });
export const tasksSearch = z.object({
  show: filter(z.enum(['mine'])),
  /** Left out: open ones. */
  status: filter(z.enum(['done', 'cancelled', 'any'])),
  /** Of one contact only. */
  user: text,
  /** The one shown in the drawer. */
  task: text,
});
export const outboxSearch = z.object({ status: filter(messageStatus), message: text });
export const reportsSearch = churnQuery.extend({ days: filter(churnQuery.shape.days.unwrap()) });
export const connectSearch = z.object({
  status: filter(callStatus),
  with: filter(z.enum(['browser', 'curl'])),
});
/** The shipped e-mail that a new template begins with. */
export const templateSearch = z.object({ from: text });
export const signInSearch = z.object({ next: text });
export const setupSearch = z.object({ token: text });
