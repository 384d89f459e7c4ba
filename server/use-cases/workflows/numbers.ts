import { loopMembers } from '../../../shared/graph.ts';
import { checkWorkflow } from '../../../shared/validate-workflow.ts';
import type { WorkflowCounts } from '../../../shared/workflow-view.ts';
import { startOfDay } from '../../engine/calendar.ts';
import { leaderOf, type PathTaken } from '../../engine/compare-shares.ts';
import { playbookOf } from '../../playbooks/index.ts';
import { countMatching } from '../conditions/count-matching.ts';
import { triggerCondition } from '../looks/trigger-watch.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { whoStandsWhere } from './migrate.ts';
import { askedOnce } from './shared-answers.ts';
import { workflowOf } from './workflow-view.ts';

const DAY = 86_400_000;

/**
 * Who is inside and where, and for how many the condition that starts the draft holds already: those whom publishing
 * with `enrolExisting` enters; null for triggers that have no such people. And how much of a playbook was approved.
 */
export const workflowImpact: Verb<'workflowImpact'> = async (runtime, { params, signal }) => {
  const { document, key } = await workflowOf(runtime, params.id);
  const { workflow } = checkWorkflow(document);
  const when = workflow && triggerCondition(workflow);
  const { trigger } = workflow?.entry ?? {};
  const isLeaving = trigger && 'on' in trigger && (trigger.on === 'left' || trigger.on === 'resolved');
  const [inside, counted, review] = await Promise.all([
    whoStandsWhere(runtime, params.id),
    workflow && when && !isLeaving
      ? countMatching(runtime, { when, subject: workflow.subject, now: runtime.clock.now() }, signal)
      : undefined,
    reviewOf(runtime, params.id, key),
  ]);
  return { inside, matching: counted?.matching ?? null, review };
};

/** After so many approvals a playbook is trusted to act by itself. */
const ENOUGH_APPROVALS = 20;

/** Whether a playbook made it, and how much of what it did somebody approved. */
async function reviewOf(
  runtime: Pick<Runtime, 'messages' | 'dispatches'>,
  id: string,
  key: string | undefined,
) {
  const enough = ENOUGH_APPROVALS;
  // The second one made from a playbook has a number behind its key.
  const isPlaybook = key !== undefined && playbookOf(key.replace(/-\d+$/, '')) !== undefined;
  if (!isPlaybook) return { isPlaybook, approved: 0, enough };
  const [messages, others] = await Promise.all([
    runtime.messages.countApproved(id, enough),
    runtime.dispatches.countApproved(id, enough),
  ]);
  return { isPlaybook, approved: Math.min(messages + others, enough), enough };
}

/**
 * The numbers the canvas shows: per step how many came by, are here, left through each exit, and what became of its
 * e-mails and tasks. With `days`, of those who entered in that time; who is here is always told as of now.
 */
export const workflowCounts: Verb<'workflowCounts'> = async (runtime, { params, query: { days } }) => {
  const { document } = await workflowOf(runtime, params.id);
  return askedOnce(runtime, `counts ${params.id} ${days}`, () =>
    countWorkflow(runtime, params.id, document, days),
  );
};

async function countWorkflow(
  runtime: Runtime,
  id: string,
  document: unknown,
  days: number | undefined,
): Promise<WorkflowCounts> {
  const now = runtime.clock.now();
  const since = days === undefined ? undefined : new Date(now.getTime() - days * DAY);
  const { zone } = await runtime.settings.get();
  const [totals, today, inside, traffic, opened, tasks] = await Promise.all([
    runtime.enrolments.totals([id], since),
    runtime.enrolments.totals([id], startOfDay(now, zone)),
    runtime.enrolments.inside(id),
    runtime.enrolments.traffic(id, since, now),
    runtime.messages.opened(id, since),
    runtime.tasks.results(id, since),
  ]);
  const steps: WorkflowCounts['steps'] = {};
  const of = (step: string) => {
    steps[step] ??= { entered: 0, here: 0, exits: {} };
    return steps[step];
  };
  for (const { step, count } of inside) of(step).here += count;
  for (const { step, exit, count } of traffic) {
    of(step).entered += count;
    if (exit !== undefined) of(step).exits[exit] = (of(step).exits[exit] ?? 0) + count;
  }
  for (const [step, paths] of pathsOf(traffic, splitsIn(document))) {
    const goals = Object.fromEntries(paths.map((path) => [path.id, path.goals]));
    const leads = leaderOf(paths);
    of(step).paths = { goals, ...(leads === undefined ? {} : { leads }) };
  }
  for (const { step, ...marks } of opened) of(step).mail = marks;
  for (const { step, status, outcome, count } of tasks) {
    const { open, done, saved } = of(step).tasks ?? { open: 0, done: 0, saved: 0 };
    of(step).tasks = {
      open: open + (status === 'open' ? count : 0),
      done: done + (status === 'done' ? count : 0),
      saved: saved + (outcome === 'saved' ? count : 0),
    };
  }
  const { entered = 0, goals = 0 } = totals.get(id) ?? {};
  return {
    entered,
    today: today.get(id)?.entered ?? 0,
    inside: inside.reduce((sum, { count }) => sum + count, 0),
    goals,
    steps,
  };
}

type Traffic = Awaited<ReturnType<Runtime['enrolments']['traffic']>>;

/** The splits that nobody passes twice: there every way taken is one person's. */
function splitsIn(document: unknown): Set<string> {
  const { steps = {} } = checkWorkflow(document).workflow ?? {};
  const again = loopMembers(steps);
  return new Set(Object.keys(steps).filter((id) => steps[id]?.kind === 'split' && !again.has(id)));
}

/** The paths of splits that people took, with how many reached the goal, where anybody did. */
function pathsOf(traffic: Traffic, splits: ReadonlySet<string>): Map<string, PathTaken[]> {
  const found = new Map<string, PathTaken[]>();
  for (const { step, exit: id, count: entered, goals, decided } of traffic)
    if (id !== undefined && splits.has(step))
      found.set(step, [...(found.get(step) ?? []), { id, entered, goals, decided }]);
  for (const [step, paths] of found)
    if (paths.length < 2 || paths.every(({ goals }) => goals === 0)) found.delete(step);
  return found;
}
