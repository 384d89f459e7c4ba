import { z } from 'zod';
import { accountSort } from '../shared/account.ts';
import { churnQuery } from '../shared/churn.ts';
import { consent, contactSort, seenWithin, timelineGroup } from '../shared/contact.ts';
import { callStatus } from '../shared/event.ts';
import { direction } from '../shared/list-order.ts';
import { messageStatus } from '../shared/message.ts';
import { playbookGroups } from '../shared/playbooks/playbooks.ts';
import { riskSort } from '../shared/risk.ts';
import { healthBand } from '../shared/standing.ts';
import { dueWhen } from '../shared/task.ts';
import { workflowStatus } from '../shared/workflow-status.ts';

/** A filter kept in the address; anything unusable there counts as absent. */
function filter<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

const text = filter(z.string().max(200));
const way = filter(direction);

export const workflowsSearch = z.object({ status: filter(workflowStatus), search: text });
/** The playbook named is the one shown in the drawer. */
export const gallerySearch = z.object({
  group: filter(z.enum(playbookGroups)),
  search: text,
  playbook: text,
});
export const contactsSearch = z.object({
  search: text,
  mail: filter(consent),
  seen: filter(seenWithin),
  sort: filter(contactSort),
  direction: way,
});
/** What the story is narrowed to. */
export const storySearch = z.object({ kind: filter(timelineGroup) });
const accountFilters = {
  plan: text,
  /** A success manager’s e-mail address, or `none`. */
  manager: text,
};
export const accountsSearch = z.object({
  search: text,
  sort: filter(accountSort),
  direction: way,
  band: filter(healthBand),
  ...accountFilters,
});
/** Every filter in the address, so that a bookmark is a saved view. */
export const atRiskSearch = z.object({
  sort: filter(riskSort),
  direction: way,
  signal: text,
  ...accountFilters,
  /** The month of the forecast whose accounts are shown. */
  month: filter(z.string().regex(/^\d{4}-\d{2}$/)),
});
export const segmentsSearch = z.object({ archived: filter(z.enum(['yes'])) });
export const tasksSearch = z.object({
  show: filter(z.enum(['mine'])),
  /** A role, or a person’s e-mail address. */
  assignee: text,
  due: filter(dueWhen),
  direction: way,
  /** Left out: open ones. */
  status: filter(z.enum(['done', 'cancelled', 'any'])),
  /** Of one contact only. */
  user: text,
  /** Of one account only. */
  account: text,
  /** The one shown in the drawer. */
  task: text,
});
export const outboxSearch = z.object({
  status: filter(messageStatus),
  message: text,
  /** To one contact only. */
  user: text,
  direction: way,
  /** Of one workflow only, and of it those with this reason. */
  workflow: text,
  reason: filter(z.string().max(500)),
});
export const reportsSearch = churnQuery.extend({ days: filter(churnQuery.shape.days.unwrap()) });
export const connectSearch = z.object({
  status: filter(callStatus),
  with: filter(z.enum(['browser', 'component', 'curl'])),
});
/** The shipped e-mail that a new template begins with. */
export const templateSearch = z.object({ from: text });
export const signInSearch = z.object({ next: text });
export const setupSearch = z.object({ token: text });
