import { type Case, type CaseStage, isClosed } from '../../../shared/case.ts';
import type { Ports } from '../../ports/index.ts';
import { keepStandings } from '../standings/keep-standings.ts';
import type { CasePorts } from './open-case.ts';

const ROUNDS = 20;

/**
 * Changes a case whatever others do to it meanwhile, and keeps its account’s standing; `change` answers the case as
 * it should be, or the same one when there is nothing to do. Undefined when there is no such case.
 */
export async function changeCase(
  ports: Omit<CasePorts, 'chance'>,
  id: string,
  change: (was: Case) => Case,
): Promise<Case | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const was = await ports.cases.byId(id);
    if (!was) return undefined;
    const after = change(was);
    if (after !== was && !(await ports.cases.save({ ...after, rev: was.rev + 1 }, was.rev))) continue;
    await keepStandings(ports, [was.accountId]);
    return after === was ? was : { ...after, rev: was.rev + 1 };
  }
  throw new Error(`the case ${id} kept changing`);
}

/** The case at another stage; a closed one says when and by whom, and is led by no task any more. */
export function atStage(was: Case, stage: CaseStage, by: string, at: Date): Case {
  if (was.stage === stage) return was;
  const { closedAt: _at, closedBy: _by, ...rest } = was;
  const stages = [...was.stages, { stage, at, by }];
  return isClosed(stage)
    ? { ...rest, stage, stages, closedAt: at, closedBy: by, leadTask: undefined }
    : { ...rest, stage, stages };
}

/** Closes the open case of a task that was done as *saved*, where the workspace wants that. Twice is once. */
export async function closeSavedCase(
  ports: Omit<CasePorts, 'chance'> & Pick<Ports, 'settings'>,
  caseId: string,
  by: string,
): Promise<void> {
  const { cases: rule } = await ports.settings.get();
  if (!rule.closesWhenSaved) return;
  const at = ports.clock.now();
  await changeCase(ports, caseId, (was) => (isClosed(was.stage) ? was : atStage(was, 'saved', by, at)));
}
