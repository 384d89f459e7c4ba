import type { JobRecord } from '../../server/ports/workspace.ts';
import type { Enrolment, StepTaken } from '../../shared/enrolment.ts';
import type { Message } from '../../shared/message.ts';
import type { TestDatabase } from './database.ts';
import { type FakeMailer, fakeMailer } from './fake-stores.ts';
import { createHappenings, type WorldHappening } from './golden-happenings.ts';
import { openWorld, type World } from './world.ts';

/** What happens to whom in a whole workspace, and what is told of it: read from what is stored, not from what was asked. */
export interface WorldJourney {
  it: string;
  /** Mail goes to a provider that answers what it is told; else to the preview outbox. */
  live?: boolean;
  settings?: Record<string, unknown>;
  /** Conditions by the key of a segment or a signal; about accounts where their key begins with “account”. */
  segments?: Record<string, Record<string, unknown>>;
  signals?: Record<string, Record<string, unknown>>;
  /** Workflow documents by their names; what every document has is filled in. */
  workflows: Record<string, Record<string, unknown>>;
  happenings: WorldHappening[];
  tells: string[];
}

/** Walks a journey on an empty database of somebody else's; answers its lines. */
export async function walkWorld(journey: WorldJourney, database: TestDatabase): Promise<string[]> {
  const mailer = journey.live ? fakeMailer() : undefined;
  const world = await openWorld({
    database,
    ...(mailer ? { live: mailer, mailFrom: 'Pier <hi@pier.io>' } : {}),
  });
  try {
    return await walk(journey, world, mailer);
  } finally {
    await world.close();
  }
}

async function walk(journey: WorldJourney, world: World, mailer: FakeMailer | undefined): Promise<string[]> {
  const teller = createTeller(world);
  const happenings = await createHappenings(journey, world, mailer);
  for (const happening of journey.happenings) {
    await happenings.run(happening);
    await teller.look(happenings.nameOf, happenings.jobs());
  }
  return teller.lines;
}

const MOST_TOLD = 5;

function createTeller({ runtime }: World) {
  const lines: string[] = [];
  const told = new Map<string, string>();
  const tellOnce = (key: string, text: string) => {
    if (told.get(key) === text) return;
    told.set(key, text);
    lines.push(text);
  };
  return {
    lines,
    /** Tells what is new about everybody inside, their messages, tasks and jobs. */
    async look(nameOf: (workflowId: string) => string, jobs: readonly string[]): Promise<void> {
      const { items: inside } = await runtime.enrolments.list({ limit: 200 });
      const { items: messages } = await runtime.messages.list({ limit: 200 });
      const { items: tasks } = await runtime.tasks.list({ limit: 200 });
      const who = (of: Pick<Enrolment, 'userId' | 'subject'>) => of.userId ?? of.subject;
      const byName = (one: Enrolment, other: Enrolment) =>
        one.enteredAt.getTime() - other.enteredAt.getTime() ||
        (`${nameOf(one.workflowId)} ${who(one)}` < `${nameOf(other.workflowId)} ${who(other)}` ? -1 : 1);
      for (const each of [...inside].sort(byName)) {
        const of = `${who(each)} in ${nameOf(each.workflowId)}`;
        tellOnce(
          `${each.id} in`,
          `${at(each.enteredAt)} ${of}: enters by ${each.trigger.kind}${each.holdout ? ', held out' : ''}`,
        );
        const passed = each.history.filter(({ leftAt, visit }) => leftAt && !told.has(`${each.id} ${visit}`));
        // A long way at once is not told step by step.
        if (passed.length > MOST_TOLD) lines.push(`${of}: passes more than ${MOST_TOLD} steps at once`);
        for (const taken of passed.slice(-MOST_TOLD))
          tellOnce(
            `${each.id} ${taken.visit}`,
            `${at(taken.leftAt ?? each.enteredAt)} ${of}: ${left(taken)}`,
          );
        tellOnce(`${each.id} state`, `${of}: ${stateOf(each)}`);
      }
      const texts = messages.map((message) => messageText(message, nameOf));
      for (const [index, text] of texts.entries()) tellOnce(`${messages[index]?.id} mail`, text);
      for (const task of tasks)
        tellOnce(`${task.id} task`, `${task.userId ?? task.contactId}: task “${task.title}” ${task.status}`);
      for (const id of jobs) {
        const job = await runtime.jobs.byId(id);
        if (job) tellOnce(`${id} job`, jobText(job));
      }
    },
  };
}

function left({ step, exit, why }: StepTaken): string {
  return `${step} → ${exit}${why ? ` (${why})` : ''}`;
}

function stateOf({ status, step, reason, timerAt, history, goalAt }: Enrolment): string {
  const why = history.at(-1)?.why;
  const place = step === undefined ? '' : ` at ${step}`;
  const until = step !== undefined && timerAt ? ` until ${at(timerAt)}` : '';
  const because = [reason, step === undefined ? undefined : why, goalAt && 'goal reached'].filter(Boolean);
  return `${status}${place}${until}${because.length > 0 ? ` (${because.join(', ')})` : ''}`;
}

function messageText(message: Message, nameOf: (workflowId: string) => string): string {
  const { status, reason, step, workflowId = '', nextAt, recipient } = message;
  const until = status === 'queued' && nextAt ? ` until ${at(nextAt)}` : '';
  const as = recipient ? ` as ${recipient}` : '';
  return `mail ${step} of ${nameOf(workflowId)} to ${message.userId ?? message.contactId}${as}: ${status}${reason ? ` (${reason})` : ''}${until}`;
}

function jobText({ kind, state, done, result }: JobRecord): string {
  return `job ${kind}: ${state}, ${done} done${result === undefined ? '' : ` ${JSON.stringify(result)}`}`;
}

/** To the minute: what is spread over some seconds stays in it. */
function at(moment: Date): string {
  return `${moment.toISOString().slice(0, 16)}Z`;
}
