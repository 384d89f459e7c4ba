import { z } from 'zod';
import { linksOf, loopsWithoutWait, reachableFrom, type Steps } from './graph.ts';
import { type ProblemCode, type ProblemFacts, problemSentence } from './problems.ts';
import { definitionOf, exitsOf, isStepKind, type Step, stepKinds } from './steps/index.ts';
import { isZone } from './time.ts';
import { triggerKinds } from './triggers/index.ts';
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

/** What the validator can only know from the workspace; each check is left out when its part is missing. */
export interface WorkspaceKnowledge {
  templates?: ReadonlySet<string> | undefined;
  /** Tries to parse a text as it would be rendered; the reason when it cannot be. */
  renderingFault?:
    | ((field: 'subject' | 'preheader' | 'body' | 'title' | 'note', text: string) => string | undefined)
    | undefined;
}

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
  for (const { path, condition, scope } of conditions) {
    for (const problem of validateCondition(condition, { path, scope })) {
      found.list.push({ ...problem, step: stepOfPath(path) });
    }
  }
  const parsed = workflowSchema.safeParse(bare);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) addShapeProblem(found, document, issue);
    return { problems: found.sorted(), workflow: undefined };
  }
  checkEntry(found, parsed.data);
  checkGraph(found, parsed.data);
  for (const [id, step] of Object.entries(parsed.data.steps)) checkStep(found, id, step, knowledge);
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
      Object.entries(bare.steps).map(([id, step]) => [
        id,
        isRecord(step) && Array.isArray(step.paths)
          ? {
              ...step,
              paths: step.paths.map((path, index) =>
                take(path, 'when', `steps.${id}.paths.${index}`, 'step'),
              ),
            }
          : step,
      ]),
    );
  }
  return { bare, conditions };
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

function checkEntry(found: Problems, workflow: Workflow): void {
  if (!workflow.name) found.add('WORKFLOW_NAME_MISSING', { path: 'name' }, {});
  const { trigger } = workflow.entry;
  if (trigger.kind === 'event' && !trigger.event.trim())
    found.add('TRIGGER_EVENT_MISSING', { path: 'entry.trigger.event' }, {});
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

function checkStep(found: Problems, id: string, step: Step, knowledge: WorkspaceKnowledge): void {
  const name = nameOf(id, step);
  const faulty = (field: 'subject' | 'preheader' | 'body' | 'title' | 'note', text: string | undefined) => {
    const detail = text ? knowledge.renderingFault?.(field, text) : undefined;
    if (detail)
      found.add('EMAIL_TEXT_BROKEN', { path: `steps.${id}.${field}` }, { step: name, field, detail });
  };
  if (step.kind === 'branch') {
    const seen = new Set<string>(['otherwise']);
    step.paths.forEach((path, index) => {
      if (seen.has(path.id))
        found.add('PATH_ID_TWICE', { path: `steps.${id}.paths.${index}.id` }, { step: name, id: path.id });
      seen.add(path.id);
    });
  }
  if (step.kind === 'create-task') {
    if (!step.title.trim()) found.add('TASK_TITLE_MISSING', { path: `steps.${id}.title` }, { step: name });
    faulty('title', step.title);
    faulty('note', step.note);
  }
  if (step.kind === 'send-email') {
    if (step.template !== undefined) {
      if (step.subject || step.body)
        found.add('EMAIL_CONTENT_TWICE', { path: `steps.${id}.template` }, { step: name });
      if (knowledge.templates && !knowledge.templates.has(step.template)) {
        found.add(
          'EMAIL_TEMPLATE_UNKNOWN',
          { path: `steps.${id}.template` },
          { step: name, template: step.template },
        );
      }
    } else {
      for (const field of ['subject', 'body'] as const) {
        if (!step[field]?.trim())
          found.add('EMAIL_CONTENT_MISSING', { path: `steps.${id}.${field}` }, { step: name, field });
      }
    }
    if (step.purpose === 'service' && !step.reason?.trim())
      found.add('EMAIL_REASON_MISSING', { path: `steps.${id}.reason` }, { step: name });
    faulty('subject', step.subject);
    faulty('preheader', step.preheader);
    faulty('body', step.body);
  }
}
