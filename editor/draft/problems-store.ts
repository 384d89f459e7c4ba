import { create } from 'zustand';
import type { WorkflowProblem } from '../../shared/validate-workflow.ts';
import { textsThere } from '../i18n/language.ts';
import { loadPart } from '../load-part.ts';
import { useDraft } from './draft-store.ts';
import { TRIGGER } from './place.ts';

interface ProblemsState {
  problems: readonly WorkflowProblem[];
  /** The check comes behind the first picture of the canvas: until then nobody knows what is wrong. */
  check: 'coming' | 'there' | 'unreachable';
  /** What there is to refer to, where it is known. */
  templates: ReadonlySet<string> | undefined;
  signals: ReadonlySet<string> | undefined;
}

/** The problems of the document, found again after every edit by the same check the server makes. */
export const useProblems = create<ProblemsState>(() => ({
  problems: [],
  check: 'coming',
  templates: undefined,
  signals: undefined,
}));

const PAUSE = 200;

let validate: typeof import('./validator.ts').validateWorkflow | undefined;

/** Fetches the check, and checks the open document as soon as it is there. */
export async function bringCheck(): Promise<void> {
  if (validate) return;
  useProblems.setState({ check: 'coming' });
  try {
    // Problems are said as soon as they are found.
    const [loaded] = await Promise.all([loadPart(() => import('./validator.ts')), textsThere('rest')]);
    validate = loaded.validateWorkflow;
  } catch {
    useProblems.setState({ check: 'unreachable' });
    return;
  }
  check();
}

function check(): void {
  if (!validate) return;
  const { templates, signals } = useProblems.getState();
  const problems = validate(useDraft.getState().history.present, { templates, signals });
  useProblems.setState({ problems, check: 'there' });
}

/** Checks the document as soon as somebody brought the check, and after every change; returns how to stop. */
export function watchProblems(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What is known is of the workflow that was open before.
  if (validate) check();
  else useProblems.setState({ problems: [], check: 'coming' });
  const stopWatching = useDraft.subscribe((now, before) => {
    if (now.history.present === before.history.present) return;
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  });
  const stopKnowledge = useProblems.subscribe((now, before) => {
    if (now.templates !== before.templates || now.signals !== before.signals) check();
  });
  return () => {
    clearTimeout(timer);
    stopWatching();
    stopKnowledge();
  };
}

/** The worst problem of a step or the trigger: what its badge shows. */
export function worstOf(problems: readonly WorkflowProblem[], id: string): WorkflowProblem | undefined {
  const own = problemsOf(problems, id);
  return own.find(({ severity }) => severity === 'error') ?? own[0];
}

/** The problems of a step; those of the entry belong to the trigger. */
export function problemsOf(problems: readonly WorkflowProblem[], id: string): WorkflowProblem[] {
  return problems.filter(({ step, path }) =>
    id === TRIGGER ? step === null && path.startsWith('entry') : step === id,
  );
}
