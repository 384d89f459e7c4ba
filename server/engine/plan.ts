import type { RootCondition } from '../../shared/condition.ts';
import type { Step } from '../../shared/steps/index.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { type CompiledCondition, compileCondition, compileWhere, mergeNeeds } from './conditions/compile.ts';
import type { ConditionNeeds } from './facts.ts';

export type PropertiesTest = (properties: Record<string, unknown>) => boolean;

/** A published version made ready to run: conditions compiled, needs known. Holds no run state. */
export interface Plan {
  workflowId: string;
  version: number;
  workflow: Workflow;
  /** The event that starts it, and the test of its properties; undefined for other triggers. */
  trigger: { event: string; where: PropertiesTest | undefined } | undefined;
  entry: CompiledCondition | undefined;
  goal: { condition: CompiledCondition; within: number } | undefined;
  /** Exit rules by event name. */
  exits: ReadonlyMap<string, readonly (PropertiesTest | undefined)[]>;
  /** Compiled paths of branches, by step id and path id. */
  paths: ReadonlyMap<string, ReadonlyMap<string, CompiledCondition>>;
  /** Event names that can matter to somebody inside (exits and goal). */
  listens: ReadonlySet<string>;
  /** Whether a change of contact or account traits can matter to somebody inside: the goal reads them. */
  goalReadsTraits: boolean;
  /** What deciding entry and walking to the first waiting step reads. */
  entryNeeds: ConditionNeeds;
  /** What any later step reads. */
  journeyNeeds: ConditionNeeds;
}

/** Compiles a validated workflow. */
export function planOf(workflowId: string, version: number, workflow: Workflow): Plan {
  const { trigger, when } = workflow.entry;
  const entry = when && compileCondition(when);
  const goal = workflow.goal && {
    condition: compileCondition(workflow.goal.when),
    within: durationMilliseconds(workflow.goal.within),
  };
  const paths = new Map(
    Object.entries(workflow.steps).flatMap(([id, step]) =>
      step.kind === 'branch'
        ? [[id, new Map(step.paths.map((path) => [path.id, compileCondition(path.when)]))] as const]
        : [],
    ),
  );
  const exits = new Map<string, (PropertiesTest | undefined)[]>();
  for (const { event, where } of workflow.exit) {
    exits.set(event, [...(exits.get(event) ?? []), where && compileWhere(where)]);
  }
  const goalNeeds = goal ? [goal.condition.needs] : [];
  const needsOf = (ids: Iterable<string>) =>
    [...ids].flatMap((id) => [...(paths.get(id)?.values() ?? [])].map(({ needs }) => needs));
  return {
    workflowId,
    version,
    workflow,
    trigger:
      trigger.kind === 'event'
        ? { event: trigger.event, where: trigger.where && compileWhere(trigger.where) }
        : undefined,
    entry,
    goal,
    exits,
    paths,
    listens: new Set([...exits.keys(), ...goalNeeds.flatMap(({ events }) => [...events.keys()])]),
    goalReadsTraits: goalNeeds.some(({ contact, account }) => contact || account),
    entryNeeds: mergeNeeds([
      ...(entry ? [entry.needs] : []),
      ...goalNeeds,
      ...needsOf(beforeFirstStop(workflow)),
    ]),
    journeyNeeds: mergeNeeds([...goalNeeds, ...needsOf(paths.keys())]),
  };
}

/** Whether a contact stops at the step before going on: time passes there, or an effect's outcome is awaited. */
export function stopsAt(step: Step): boolean {
  return step.kind === 'wait' || step.kind === 'send-email' || step.kind === 'exit';
}

function beforeFirstStop(workflow: Workflow): Set<string> {
  const seen = new Set<string>();
  const open = workflow.start === undefined ? [] : [workflow.start];
  while (open.length > 0) {
    const id = open.pop() as string;
    const step = workflow.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    if (!stopsAt(step)) for (const { to } of exitsOf(step)) if (to !== undefined) open.push(to);
  }
  return seen;
}

/** The condition of a branch's path, for explaining it. */
export function pathCondition(plan: Plan, step: string, path: string): RootCondition | undefined {
  const of = plan.workflow.steps[step];
  return of?.kind === 'branch' ? of.paths.find(({ id }) => id === path)?.when : undefined;
}
