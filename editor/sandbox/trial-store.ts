import { create } from 'zustand';
import type { SimulationRequest, SimulationResult } from '../../shared/simulation.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { ApiProblem, api } from '../api-client.ts';
import { linkKey } from '../canvas/dominators.ts';
import { currentDraft, useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { useView } from '../draft/view-store.ts';
import { openTest } from '../inspector/open-test.ts';

interface TrialState {
  userId: string | null;
  /** Of a workflow about accounts. */
  accountId: string | null;
  /** The trigger's properties, as JSON text. */
  properties: string;
  /** Per step the exit to take where the outside world decides. */
  choices: Record<string, string>;
  /** The step it begins at; undefined: where the workflow begins. */
  from: string | undefined;
  isRunning: boolean;
  result: SimulationResult | undefined;
  /** What was asked for it. */
  asked: SimulationRequest | undefined;
  /** The document that was tried; a result about an older one is out of date. */
  tried: Workflow | undefined;
  error: unknown;
}

const blank: TrialState = {
  userId: null,
  accountId: null,
  properties: '',
  choices: {},
  from: undefined,
  isRunning: false,
  result: undefined,
  asked: undefined,
  tried: undefined,
  error: undefined,
};

/** The test run: whom it is about and what came of it. It survives a change of tab or selection. */
export const useTrial = create<TrialState>(() => blank);

/** Forgets everything, when another workflow opens. */
export function forgetTrial(): void {
  useTrial.setState(blank);
  useView.setState({ lit: undefined });
}

/** Takes the light off the canvas and the result away; the choice of contact stays. */
export function clearResult(): void {
  useTrial.setState({ result: undefined, asked: undefined, error: undefined, tried: undefined });
  useView.setState({ lit: undefined });
}

/** The step a run begins at, as long as the document has it. */
export function startOf(document: Workflow): string | undefined {
  const { from } = useTrial.getState();
  return from !== undefined && Object.hasOwn(document.steps, from) ? from : undefined;
}

/** Goes to the test run, which begins at the step chosen now; with a step it is run at once. */
export function testFrom(workflowId: string, step: string | undefined): void {
  useTrial.setState({ from: step });
  openTest();
  if (step !== undefined) void runTrial(workflowId);
}

/** Tries the document as it is drawn now. Nothing is stored or sent. */
export async function runTrial(workflowId: string): Promise<void> {
  const { userId, accountId, properties, choices } = useTrial.getState();
  const document = currentDraft();
  const from = startOf(document);
  const given = readProperties(properties);
  useTrial.setState({ isRunning: true, error: undefined });
  try {
    const { trigger } = document.entry;
    const asked: SimulationRequest = {
      ...(document.subject === 'account'
        ? accountId === null
          ? { contact: invented, account: inventedAccount }
          : { accountId }
        : userId === null
          ? { contact: invented }
          : { userId }),
      ...(trigger.kind === 'event' && given ? { trigger: { event: trigger.event, properties: given } } : {}),
      ...(from === undefined ? {} : { from }),
      ...(Object.keys(choices).length > 0 ? { choices } : {}),
      now: new Date().toISOString(),
    };
    const result = await api.simulateWorkflow({ params: { id: workflowId }, body: { ...asked, document } });
    useTrial.setState({ result, asked, tried: document });
    // Nobody went anywhere: with every step dimmed the canvas would look broken.
    useView.setState({ lit: result.entered ? litBy(result, document, from) : undefined });
  } catch (error) {
    useTrial.setState({ error, result: undefined, asked: undefined });
    useView.setState({ lit: undefined });
  } finally {
    useTrial.setState({ isRunning: false });
  }
}

const invented = {
  userId: 'test-run',
  email: 'test@example.com',
  traits: { firstName: 'Alex', lastName: 'Example' },
};

const inventedAccount = { name: 'Example Ltd', mrr: 400, plan: 'team' };

/** The properties typed, undefined when there are none, `null` when they are not a JSON object. */
export function readProperties(text: string): Record<string, unknown> | undefined | null {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The steps and connections a run went through. */
export function litBy(
  result: SimulationResult,
  workflow: Workflow,
  from?: string,
): { steps: ReadonlySet<string>; links: ReadonlySet<string> } {
  const steps = new Set<string>();
  const links = new Set<string>();
  if (!result.entered) return { steps, links };
  if (from === undefined) steps.add(TRIGGER);
  if (from === undefined && workflow.start !== undefined) links.add(linkKey({ from: TRIGGER, exit: 'next' }));
  for (const { step, exit } of result.path) {
    steps.add(step);
    const drawn = workflow.steps[step] ? exitsOf(workflow.steps[step]) : [];
    // An e-mail without paths of its own leaves as “sent” but is drawn with one line for all.
    const taken = drawn.find(({ id }) => id === exit) ?? (drawn.length === 1 ? drawn[0] : undefined);
    if (exit !== undefined && taken) links.add(linkKey({ from: step, exit: taken.id }));
  }
  return { steps, links };
}

/** What went wrong in a run, when the document itself is not ready to be tried. */
export function isUnready(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'WORKFLOW_HAS_ERRORS';
}

// A light that shows a way through another document would mislead: it goes out with the first edit.
useDraft.subscribe(({ history }) => {
  const { tried } = useTrial.getState();
  if (tried && tried !== history.present && useView.getState().lit) useView.setState({ lit: undefined });
});
