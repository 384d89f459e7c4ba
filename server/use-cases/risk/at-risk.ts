import type { Account } from '../../../shared/contact.ts';
import { accountSubject } from '../../../shared/enrolment.ts';
import { lookId } from '../../../shared/look.ts';
import { type LiveWorkflow, nextActionFor } from '../../../shared/next-action.ts';
import type { RiskLine } from '../../../shared/risk.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { accountLines } from '../accounts/account-view.ts';
import { managerFilter } from '../accounts/accounts.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { entryOf } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { saidIn } from '../signals/openings.ts';
import type { Verb } from '../verb.ts';

/** What is looked at for one page: more people, ways and tasks than this say nothing more about what is going on. */
const MOST_PEOPLE = 2_000;
const MOST_WAYS = 500;
const MOST_TASKS = 500;
const MOST_LIVE = 200;

/** Accounts at risk with what is already done about them, and what to do next; a constant number of queries. */
export const listAtRisk: Verb<'listAtRisk'> = async (runtime, { query }) => {
  const { limit, cursor, sort, direction, plan, manager, signal } = query;
  const page = await runtime.accounts.list({
    limit,
    after: decodeCursor(cursor),
    order: sort,
    direction,
    filter: { atRisk: true, plan, signal, manager: managerFilter(manager) },
    from: new Date(0),
  });
  return { items: await riskLines(runtime, page.items), next: encodeCursor(page.next) };
};

/** How many accounts are at risk, what they pay, and how that went. */
export const getRiskSummary: Verb<'getRiskSummary'> = async (runtime, { query }) => {
  const { plan, manager, signal } = query;
  const filter = { atRisk: true, plan, signal, manager: managerFilter(manager) };
  const today = dayOf(runtime.clock.now().getTime());
  const [totals, all, days] = await Promise.all([
    runtime.accounts.totals(filter),
    runtime.accounts.totals({ atRisk: true }),
    runtime.risk.since(dayName(today - query.days + 1)),
  ]);
  const known = days.filter(({ day }) => day !== dayName(today));
  return { ...totals, days: [...known, { day: dayName(today), ...all }] };
};

/** Notes how much is at risk; done through the day, the last one of a day stays. */
export async function noteRisk(runtime: Pick<Runtime, 'accounts' | 'clock' | 'risk'>): Promise<void> {
  const totals = await runtime.accounts.totals({ atRisk: true });
  await runtime.risk.put(dayName(dayOf(runtime.clock.now().getTime())), totals);
}

async function riskLines(runtime: Runtime, accounts: readonly Account[]): Promise<RiskLine[]> {
  if (accounts.length === 0) return [];
  const ids = accounts.map(({ id }) => id);
  const [lines, openings, { language }, members, tasks, live] = await Promise.all([
    accountLines(runtime, accounts),
    runtime.openings.openFor(ids.map((id) => lookId('account', id))),
    runtime.settings.get(),
    runtime.contacts.membersOf(ids),
    runtime.tasks.openOf(ids, MOST_TASKS),
    liveWorkflows(runtime),
  ]);
  const owners = new Map(ids.map((id) => [accountSubject(id), id]));
  for (const [accountId, people] of members) for (const { id } of people) owners.set(id, accountId);
  const ways = await runtime.enrolments.insideOfSubjects([...owners.keys()].slice(0, MOST_PEOPLE), MOST_WAYS);
  const running = new Map<string, RiskLine['running']>();
  for (const { id, subject, workflowId, enteredAt, holdout } of ways) {
    const accountId = owners.get(subject);
    if (accountId === undefined || holdout) continue;
    entryOf(running, accountId, () => []).push({
      enrolmentId: id,
      workflowId,
      name: live.names.get(workflowId) ?? workflowId,
      since: enteredAt.toISOString(),
    });
  }
  return lines.map((line) => {
    const open = openings.get(lookId('account', line.id)) ?? [];
    const own = {
      reasons: open.map(({ signal, why }) => ({ signal, why: saidIn(language, why) })),
      running: running.get(line.id) ?? [],
      tasks: tasks
        .filter(({ accountId }) => accountId === line.id)
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
        .map(({ id, title, assignee, dueAt }) => ({ id, title, assignee, dueAt: dueAt.toISOString() })),
    };
    return { ...line, ...own, next: nextActionFor({ ...own, signals: line.signals }, live.workflows) };
  });
}

/** The workflows that can be started now, and the names of those that still have people inside. */
async function liveWorkflows(
  runtime: Pick<Runtime, 'workflows'>,
): Promise<{ workflows: LiveWorkflow[]; names: Map<string, string> }> {
  const { items } = await runtime.workflows.list({ limit: MOST_LIVE });
  const live = items.filter(({ status }) => status === 'live');
  return {
    workflows: live.map(({ id, name, key, document }) => ({ id, name, key, signal: signalOf(document) })),
    names: new Map(items.map(({ id, name }) => [id, name])),
  };
}

/** The signal whose opening starts a workflow; drafts may hold anything. */
function signalOf({ entry }: Record<string, unknown>): string | undefined {
  const { trigger } = (entry ?? {}) as { trigger?: { kind?: unknown; signal?: unknown; on?: unknown } };
  const isOpening = trigger?.kind === 'signal' && trigger.on !== 'resolved';
  return isOpening && typeof trigger.signal === 'string' ? trigger.signal : undefined;
}

function dayName(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
