import { create } from 'zustand';
import { validateWorkflow, type WorkflowProblem } from '../../shared/validate-workflow.ts';
import { useDraft } from './draft-store.ts';
import { TRIGGER } from './place.ts';

interface ProblemsState {
  problems: readonly WorkflowProblem[];
  /** What there is to refer to, where it is known. */
  templates: ReadonlySet<string> | undefined;
  signals: ReadonlySet<string> | undefined;
}

/** The problems of the document, found again after every edit by the same check the server makes. */
export const useProblems = create<ProblemsState>(() => ({
  problems: [],
  templates: undefined,
  signals: undefined,
}));

const PAUSE = 200;

/** Checks the document now and after every change; returns how to stop. */
export function watchProblems(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    const { templates, signals } = useProblems.getState();
    const problems = validateWorkflow(useDraft.getState().history.present, { templates, signals });
    useProblems.setState({ problems });
  };
  check();
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
