import type { Enrolment, InboxItem } from '../../shared/enrolment.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';

/** What somebody decides about people who stand still: try again, pass the step by, or take them out. */
export type Release = 'retry' | 'skip' | 'take-out';

const TAKEN_OUT = 'taken-out';

/** The exits that stand for “it did not work out”, in the order in which they are taken when a step is passed by. */
const exitsWithoutIt = ['otherwise', 'notSent', 'failed', 'timeout', 'next'];

/**
 * A parked enrolment as it goes on after somebody decided. Tried again, it is looked at where it stood; a step that is
 * passed by is left as if it had not worked out; taken out, it has ended. Its revision is raised by one.
 */
export function release(was: Enrolment, verb: Release, workflow: Workflow | undefined, now: Date): Enrolment {
  const { reason: _, ...rest } = was;
  const rev = was.rev + 1;
  if (verb === 'take-out') return { ...takenOut(rest, now), rev };
  const last = was.history.at(-1);
  const hasLeft = last?.leftAt !== undefined;
  const exit = hasLeft ? last.exit : verb === 'skip' ? exitWithout(was, workflow) : undefined;
  const onward: InboxItem[] =
    was.step === undefined || exit === undefined
      ? []
      : [{ type: 'onward', id: `release:${rev}`, step: was.step, exit, at: now }];
  // Without an answer that never comes again.
  const { awaiting, ...free } = rest;
  return {
    ...(verb === 'skip' ? free : rest),
    status: was.step === undefined ? 'active' : 'waiting',
    inbox: [...onward, ...was.inbox],
    dueAt: now,
    rev,
  };
}

function takenOut(was: Enrolment, now: Date): Enrolment {
  const { step, timerAt, lookAt, awaiting, dueAt, ...rest } = was;
  const history = was.history.map((taken, index) =>
    index === was.history.length - 1 && !taken.leftAt ? { ...taken, leftAt: now, exit: TAKEN_OUT } : taken,
  );
  return { ...rest, history, status: 'exited', reason: TAKEN_OUT, endedAt: now, inbox: [], outbox: [] };
}

function exitWithout({ step }: Enrolment, workflow: Workflow | undefined): string | undefined {
  const standing = step === undefined ? undefined : workflow?.steps[step];
  if (!standing) return undefined;
  const exits = exitsOf(standing).map(({ id }) => id);
  return exitsWithoutIt.find((exit) => exits.includes(exit)) ?? exits[0];
}
