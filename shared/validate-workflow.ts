import { z } from 'zod';
import { linksOf, loopsWithoutWait, reachableFrom, type Steps } from './graph.ts';
import { type ProblemCode, type ProblemFacts, problemSentence } from './problems.ts';
import { definitionOf, exitsOf, isStepKind, type Step, stepKinds } from './steps/index.ts';
import type { StepCheck, WorkspaceKnowledge } from './steps/step-definition.ts';
import { isZone } from './time.ts';
import { checkTrigger, triggerKinds } from './triggers/index.ts';
import { type ConditionScope, validateCondition } from './validate-condition.ts';
import { MAX_STEPS, type Workflow, workflowSchema } from './workflow.ts';

export const workflowProblem = z.object({
  code: z.string(),
  /** The step it is about; null when it is about the workflow. */
  step: z.string().nullable(),
  /** Where in the document: `steps.s1.paths.0.when`. */
  path: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
  /** What fills the slots of the sentence, for other languages. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type WorkflowProblem = z.infer<typeof workflowProblem>;

export type { WorkspaceKnowledge };

/**
 * Every problem of a workflow document, errors first; none of severity `error` means it can be published. The
 * editor's panel, the API and the command line show this list.
 */
export function validateWorkflow(document: unknown, knowledge: WorkspaceKnowledge = {}): WorkflowProblem[] {
  return checkWorkflow(document, knowledge).problems;
}

/** The problems, and the parsed workflow with its defaults filled in when the document has the right shape. */
export function checkWorkflow(
  document: unknown,
  knowledge: WorkspaceKnowledge = {},
): { problems: WorkflowProblem[]; workflow: Workflow | undefined } {
  const found = new Problems();
  const { bare, conditions } = setConditionsAside(document);
  const subject = isRecord(document) && document.subject === 'account' ? 'account' : 'contact';
  for (const { path, condition, scope } of conditions) {
    for (const problem of validateCondition(condition, { path, scope, subject, known: knowledge })) {
      found.list.push({ ...problem, step: stepOfPath(path) });
    }
  }
  const parsed = workflowSchema.safeParse(bare);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) addShapeProblem(found, document, issue);
    return { problems: found.sorted(), workflow: undefined };
  }
  checkEntry(found, parsed.data, knowledge);
  checkGraph(found, parsed.data);
  for (const [id, step] of Object.entries(parsed.data.steps))
    checkStep(found, id, step, parsed.data, knowledge);
  const complete = workflowSchema.safeParse(found.hasConditionProblems() ? bare : document);
  return { problems: found.sorted(), workflow: complete.success ? complete.data : undefined };
}

class Problems {
  readonly list: WorkflowProblem[] = [];

  add<Code extends ProblemCode>(
    code: Code,
    at: { step?: string | null; path: string; severity?: 'error' | 'warning' },
    facts: ProblemFacts<Code>,
  ): void {
    this.list.push({
      code,
      step: at.step ?? stepOfPath(at.path),
      path: at.path,
      message: problemSentence(code, facts),
      severity: at.severity ?? 'error',
      facts,
    });
  }

  hasConditionProblems(): boolean {
    return this.list.some(({ code }) => /^(CONDITION|FACT|OPERATOR)_/.test(code));
  }

  sorted(): WorkflowProblem[] {
    return [...this.list].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  }
}

function stepOfPath(path: string): string | null {
  const [first, second] = path.split('.');
  return first === 'steps' ? (second ?? null) : null;
}

interface SetAside {
  path: string;
  condition: unknown;
  scope: ConditionScope;
}

const placeholder = { all: [{ fact: 'contact', path: '$.userId', operator: 'exists', value: true }] };

/**
 * A copy of the document with every condition replaced by a harmless one, and the conditions: they are checked by
 * their own validator, which is safe against depth and says more than a shape can.
 */
function setConditionsAside(document: unknown): { bare: unknown; conditions: SetAside[] } {
  const conditions: SetAside[] = [];
  const take = (owner: unknown, key: string, path: string, scope: ConditionScope): unknown => {
    if (!isRecord(owner) || owner[key] === undefined) return owner;
    conditions.push({ path: `${path}.${key}`, condition: owner[key], scope });
    return { ...owner, [key]: placeholder };
  };
  if (!isRecord(document)) return { bare: document, conditions };
  const bare: Record<string, unknown> = { ...document };
  if (isRecord(bare.entry)) {
    const entry = take(bare.entry, 'when', 'entry', 'entry') as Record<string, unknown>;
    bare.entry = { ...entry, trigger: take(entry.trigger, 'where', 'entry.trigger', 'where') };
  }
  bare.goal = take(bare.goal, 'when', 'goal', 'goal');
  if (bare.goal === undefined) delete bare.goal;
  if (Array.isArray(bare.exit))
    bare.exit = bare.exit.map((item, index) => take(item, 'where', `exit.${index}`, 'where'));
  if (isRecord(bare.steps)) {
    bare.steps = Object.fromEntries(
      Object.entries(bare.steps).map(([id, step]) => [id, withoutConditions(step, `steps.${id}`, take)]),
    );
  }
  return { bare, conditions };
}

/** Steps have conditions in their paths and among what they wait for. */
function withoutConditions(
  step: unknown,
  at: string,
  take: (owner: unknown, key: string, path: string, scope: ConditionScope) => unknown,
): unknown {
  if (!isRecord(step)) return step;
  const reason = (each: unknown, path: string) =>
    take(take(each, 'when', path, 'step'), 'where', path, 'where');
  const bare: Record<string, unknown> = { ...step };
  if (Array.isArray(step.paths))
    bare.paths = step.paths.map((path, index) => take(path, 'when', `${at}.paths.${index}`, 'step'));
  if (Array.isArray(step.until))
    bare.until = step.until.map((each, index) => reason(each, `${at}.until.${index}`));
  else if (step.until !== undefined) bare.until = reason(step.until, `${at}.until`);
  return bare;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function addShapeProblem(found: Problems, document: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const full = path ? `${path}.${key}` : key;
      found.add(
        'WORKFLOW_SHAPE',
        { path: full },
        { path: full, detail: 'this property is unknown here. Remove it.' },
      );
    }
    return;
  }
  if (issue.path.at(-1) === 'kind' && issue.code === 'invalid_union') {
    const kind = String(memberAt(document, issue.path) ?? '');
    if (issue.path[0] === 'steps') {
      if (!isStepKind(kind)) found.add('STEP_KIND_UNKNOWN', { path }, { kind, kinds: stepKinds.join(', ') });
      return;
    }
    if (issue.path[1] === 'trigger') {
      found.add('TRIGGER_KIND_UNKNOWN', { path }, { kind, kinds: triggerKinds.join(', ') });
      return;
    }
  }
  found.add('WORKFLOW_SHAPE', { path }, { path: path || 'workflow', detail: issue.message });
}

function memberAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

function checkEntry(found: Problems, workflow: Workflow, knowledge: WorkspaceKnowledge): void {
  if (!workflow.name) found.add('WORKFLOW_NAME_MISSING', { path: 'name' }, {});
  checkTrigger(workflow.entry.trigger, {
    subject: workflow.subject,
    hasAudience: workflow.entry.when !== undefined,
    knowledge,
    report: (code, field, facts) =>
      found.add(code, { path: field ? `entry.trigger.${field}` : 'entry' }, facts),
  });
  const window = workflow.sendWindow;
  if (window) {
    if (window.zone !== 'contact' && !isZone(window.zone))
      found.add('ZONE_UNKNOWN', { path: 'sendWindow.zone' }, { zone: window.zone });
    if (window.days.length === 0 || window.from >= window.to)
      found.add('SEND_WINDOW_EMPTY', { path: 'sendWindow' }, {});
  }
}

function checkGraph(found: Problems, workflow: Workflow): void {
  const { steps, start } = workflow;
  const ids = Object.keys(steps);
  if (ids.length > MAX_STEPS) {
    found.add('WORKFLOW_TOO_LARGE', { path: 'steps' }, { count: ids.length, limit: MAX_STEPS });
    return;
  }
  if (start === undefined || ids.every((id) => steps[id]?.kind === 'exit'))
    found.add('WORKFLOW_EMPTY', { path: 'steps' }, {});
  if (start !== undefined && !Object.hasOwn(steps, start))
    found.add('START_UNKNOWN', { path: 'start' }, { step: start });
  for (const [id, step] of Object.entries(steps)) {
    for (const { id: exit, to } of exitsOf(step)) {
      const at = { step: id, path: `steps.${id}.${exit}` };
      if (to === undefined) found.add('STEP_WITHOUT_WAY_OUT', at, { step: nameOf(id, step), exit });
      else if (!Object.hasOwn(steps, to))
        found.add('STEP_TARGET_UNKNOWN', at, { step: nameOf(id, step), target: to });
    }
  }
  const reachable = reachableFrom(steps, start);
  for (const [id, step] of Object.entries(steps)) {
    if (!reachable.has(id)) {
      found.add(
        'STEP_UNREACHABLE',
        { step: id, path: `steps.${id}`, severity: 'warning' },
        { step: nameOf(id, step) },
      );
    }
  }
  for (const loop of loopsWithoutWait(steps, (step) => definitionOf(step).waits)) {
    const names = orderedLoop(steps, loop).map((id) => nameOf(id, steps[id]));
    found.add(
      'STEPS_LOOP',
      { step: loop[0] ?? null, path: `steps.${loop[0]}` },
      { steps: names.join(' → ') },
    );
  }
}

/** The members of a loop in the order in which people walk it, as far as one walk goes. */
function orderedLoop(steps: Steps, loop: string[]): string[] {
  const members = new Set(loop);
  const links = linksOf(steps).filter(({ from, to }) => members.has(from) && members.has(to));
  const walk: string[] = [];
  let at = loop[0];
  while (at !== undefined && !walk.includes(at)) {
    walk.push(at);
    const here = at;
    at = links.find(({ from, to }) => from === here && !walk.includes(to))?.to;
  }
  return walk;
}

function nameOf(id: string, step: Step | undefined): string {
  return step?.name || id;
}

/** What the step's own definition finds wrong with it. */
function checkStep(
  found: Problems,
  id: string,
  step: Step,
  { steps, subject }: Workflow,
  knowledge: WorkspaceKnowledge,
): void {
  const name = nameOf(id, step);
  const check: StepCheck = {
    id,
    name,
    steps,
    subject,
    knowledge,
    report: (code, field, facts, severity) =>
      found.add(code, { step: id, path: `steps.${id}.${field}`, ...(severity ? { severity } : {}) }, facts),
    text(field, text) {
      const detail = text ? knowledge.renderingFault?.(field, text) : undefined;
      const word = field.split('.').at(-1) ?? field;
      if (detail) check.report('EMAIL_TEXT_BROKEN', field, { step: name, field: word, detail });
    },
  };
  definitionOf(step).check?.(step, check);
}
