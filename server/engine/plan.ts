import type { RootCondition } from '../../shared/condition.ts';
import { loopMembers } from '../../shared/graph.ts';
import type { Step } from '../../shared/steps/index.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { type CompiledCondition, compileCondition, compileWhere, mergeNeeds } from './conditions/compile.ts';
import type { ConditionNeeds } from './facts.ts';
import { runtimeOf } from './steps/index.ts';

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
  /** Compiled conditions of steps, by step id and path or reason. */
  conditions: ReadonlyMap<string, ReadonlyMap<string, CompiledCondition>>;
  /** Events that steps wait for, by step id and reason. */
  awaited: ReadonlyMap<string, ReadonlyMap<string, { event: string; where: PropertiesTest | undefined }>>;
  /** Steps that stand in a loop. */
  looping: ReadonlySet<string>;
  /** Event names that end or move somebody inside by happening: exits and events waited for. */
  hears: ReadonlySet<string>;
  /** Event names that can matter to somebody inside: those, and those that waiting conditions and the goal read. */
  listens: ReadonlySet<string>;
  /** Whether a change of contact or account traits can matter to somebody inside. */
  readsTraits: boolean;
  /** Whether some step asks how far a message came: delivered, opened, clicked, bounced. */
  readsMessages: boolean;
  /** What else can matter to somebody inside, as `segment:key`, `signal:key`, `meter:name` or `health`. */
  watches: ReadonlySet<string>;
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
  const steps = Object.entries(workflow.steps);
  const conditions = new Map(
    steps.flatMap(([id, step]) => {
      const own = Object.entries(runtimeOf(step).conditions?.(step) ?? {});
      return own.length > 0
        ? [[id, new Map(own.map(([key, condition]) => [key, compileCondition(condition)]))] as const]
        : [];
    }),
  );
  const awaited = new Map(
    steps.flatMap(([id, step]) => {
      const own = Object.entries(runtimeOf(step).events?.(step) ?? {});
      return own.length > 0
        ? [
            [
              id,
              new Map(
                own.map(([key, { event, where }]) => [key, { event, where: where && compileWhere(where) }]),
              ),
            ] as const,
          ]
        : [];
    }),
  );
  const exits = new Map<string, (PropertiesTest | undefined)[]>();
  for (const { event, where } of workflow.exit) {
    exits.set(event, [...(exits.get(event) ?? []), where && compileWhere(where)]);
  }
  const needsOf = (ids: Iterable<string>) =>
    [...ids].flatMap((id) => [...(conditions.get(id)?.values() ?? [])].map(({ needs }) => needs));
  const goalNeeds = goal ? [goal.condition.needs] : [];
  const watching = steps.map(([id, step]) => ({ id, watch: runtimeOf(step).watches?.(step) }));
  const waiting = mergeNeeds([
    ...goalNeeds,
    ...needsOf(watching.flatMap(({ id, watch }) => (watch?.conditions ? [id] : []))),
  ]);
  const later = mergeNeeds([...goalNeeds, ...needsOf(conditions.keys())]);
  const hears = new Set([
    ...exits.keys(),
    ...[...awaited.values()].flatMap((own) => [...own.values()].map(({ event }) => event)),
  ]);
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
    conditions,
    awaited,
    looping: loopMembers(workflow.steps),
    hears,
    listens: new Set([...hears, ...waiting.events.keys()]),
    readsTraits: waiting.contact || waiting.account || watching.some(({ watch }) => watch?.dates),
    readsMessages: waiting.email !== 0 || later.enrolment || watching.some(({ watch }) => watch?.messages),
    watches: watchesOf(waiting),
    entryNeeds: mergeNeeds([
      ...(entry ? [entry.needs] : []),
      ...goalNeeds,
      ...needsOf(beforeFirstStop(workflow)),
    ]),
    journeyNeeds: later,
  };
}

function watchesOf({ segments, signals, meters, health }: ConditionNeeds): Set<string> {
  return new Set([
    ...[...segments].map((key) => `segment:${key}`),
    ...[...signals].map((key) => `signal:${key}`),
    ...[...meters].map((name) => `meter:${name}`),
    ...(health ? ['health'] : []),
  ]);
}

/** Whether a contact may stop at the step before going on: time passes there, or an effect's outcome is awaited. */
export function stopsAt(step: Step): boolean {
  return runtimeOf(step).stops;
}

function beforeFirstStop(workflow: Workflow): Set<string> {
  const seen = new Set<string>();
  const open = workflow.start === undefined ? [] : [workflow.start];
  while (open.length > 0) {
    const id = open.pop() as string;
    const step = workflow.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    // A wait for a date that is past, or for what is already true, keeps nobody.
    if (!stopsAt(step) || step.kind === 'wait' || step.kind === 'wait-until')
      for (const { to } of exitsOf(step)) if (to !== undefined) open.push(to);
  }
  return seen;
}

/** The condition of a step's path or reason, for explaining it. */
export function stepCondition(plan: Plan, step: string, key: string): RootCondition | undefined {
  const of = plan.workflow.steps[step];
  return of && runtimeOf(of).conditions?.(of)[key];
}
