import { accountSort } from '../shared/account.ts';
import { churnPeriods } from '../shared/churn.ts';
import { consent, contactSort, seenWithin, timelineGroup } from '../shared/contact.ts';
import { callStatus } from '../shared/event.ts';
import { direction } from '../shared/list-order.ts';
import { messageGroup, messageListed } from '../shared/message.ts';
import { playbookGroups } from '../shared/playbooks/playbooks.ts';
import { riskSort } from '../shared/risk.ts';
import { healthBand } from '../shared/standing.ts';
import { dueWhen, taskSort } from '../shared/task.ts';
import { workflowStatus } from '../shared/workflow-status.ts';

/** Reads one filter of an address; anything unusable there counts as absent. */
type Filter = (written: unknown) => string | number | undefined;
type Filters<Of extends Record<string, Filter>> = { [Name in keyof Of]?: ReturnType<Of[Name]> };

/**
 * Reads the filters that an address may hold, and nothing else of it. Every page loads this first, so it does without
 * the library of schemas.
 */
function filters<Of extends Record<string, Filter>>(
  of: Of,
): (written: Record<string, unknown>) => Filters<Of> {
  return (written) =>
    Object.fromEntries(
      Object.entries(of).flatMap(([name, read]) => {
        const value = read(written[name]);
        return value === undefined ? [] : [[name, value]];
      }),
    ) as Filters<Of>;
}

const textOf =
  (longest: number) =>
  (written: unknown): string | undefined =>
    typeof written === 'string' && written.length <= longest ? written : undefined;

const oneOf =
  <const Choice extends string | number>(choices: readonly Choice[]) =>
  (written: unknown): Choice | undefined =>
    choices.find((choice) => String(choice) === written);

const text = textOf(200);
const way = oneOf(direction.options);

export const workflowsSearch = filters({ status: oneOf(workflowStatus.options), search: text });
/** The playbook named is the one shown in the drawer. */
export const gallerySearch = filters({
  group: oneOf(playbookGroups),
  search: text,
  playbook: text,
});
export const contactsSearch = filters({
  search: text,
  mail: oneOf(consent.options),
  seen: oneOf(seenWithin.options),
  sort: oneOf(contactSort.options),
  direction: way,
});
/** What the story is narrowed to. */
export const storySearch = filters({ kind: oneOf(timelineGroup.options) });
const accountFilters = {
  plan: text,
  /** A success manager’s e-mail address, or `none`. */
  manager: text,
};
export const accountsSearch = filters({
  search: text,
  sort: oneOf(accountSort.options),
  direction: way,
  band: oneOf(healthBand.options),
  ...accountFilters,
});
/** Every filter in the address, so that a bookmark is a saved view. */
export const atRiskSearch = filters({
  sort: oneOf(riskSort.options),
  direction: way,
  signal: text,
  ...accountFilters,
  /** The month of the forecast whose accounts are shown. */
  month: (written) => (/^\d{4}-\d{2}$/.test(String(written)) ? String(written) : undefined),
});
export const segmentsSearch = filters({ archived: oneOf(['yes']) });
export const tasksSearch = filters({
  show: oneOf(['mine']),
  /** A role, or a person’s e-mail address. */
  assignee: text,
  due: oneOf(dueWhen.options),
  sort: oneOf(taskSort.options),
  direction: way,
  /** Left out: open ones. */
  status: oneOf(['done', 'cancelled', 'any']),
  /** Of one contact only. */
  user: text,
  /** Of one account only. */
  account: text,
  /** The one shown in the drawer. */
  task: text,
});
export const outboxSearch = filters({
  group: oneOf(messageGroup.options),
  /** One state, or what the reader did; it is of a group, which then may be left out. */
  status: oneOf(messageListed.options),
  message: text,
  /** To one contact only. */
  user: text,
  direction: way,
  /** Of one workflow only, and of it those with this reason. */
  workflow: text,
  reason: textOf(500),
});
export const reportsSearch = filters({ days: oneOf(churnPeriods) });
export const connectSearch = filters({
  status: oneOf(callStatus.options),
  with: oneOf(['browser', 'component', 'curl']),
});
/** The shipped e-mail that a new template begins with. */
export const templateSearch = filters({ from: text });
export const signInSearch = filters({ next: text });
export const setupSearch = filters({ token: text });
