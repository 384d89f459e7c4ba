import { problem } from '../../../shared/problems.ts';
import { DAY } from '../../../shared/time.ts';
import { playbooks } from '../../playbooks/index.ts';
import { countCustomers } from '../churn/count-customers.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import { isDemoLoaded } from '../people/demo-loaded.ts';
import { everybody } from '../people/everybody.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';
import { publishDocument } from '../workflows/publish.ts';
import { insertTests } from '../workflows/test-cases.ts';
import { cast, castParts } from './cast.ts';
import { demoPlaybooks, keepLetters } from './demo-playbooks.ts';
import { keepSegments, noteSegmentSizes } from './demo-segments.ts';
import { teachSignals } from './demo-signals.ts';
import { diceOf } from './dice.ts';
import { DAYS_WATCHED } from './keep-past.ts';
import { keepAccounts, keepPastOf } from './load-accounts.ts';
import { demoPeople } from './people.ts';
import { noteRiskDays } from './risk-days.ts';
import { type DemoWorkflow, demoWorkflows, QUIET } from './workflows.ts';

/** Loads demo data to look around. Throws DEMO_LOADED while it is here. */
export const loadDemo: Verb<'loadDemo'> = async (runtime, { actor }) => {
  if (await isDemoLoaded(runtime)) throw problem('DEMO_LOADED', {});
  const input = {
    now: runtime.clock.now().toISOString(),
    manager: await managerFor(runtime, actor),
    phase: 'workflows',
  };
  return {
    job: await runtime.runner.start('load-demo', input, 1),
  };
};

/** Whoever loads the demo looks after some of its accounts; for a program that is the first admin. */
async function managerFor(runtime: Pick<Runtime, 'people'>, actor: Actor): Promise<string | undefined> {
  const people = await everybody(runtime.people);
  const me = people.find(({ id }) => id === actor.id);
  return (me ?? people.find(({ role, disabled }) => role === 'admin' && !disabled))?.email;
}

const mooring: Actor = { type: 'system', id: 'system', name: 'Mooring', role: 'admin' };

/**
 * The work behind `loadDemo`: workflows, people and companies with their past, and what the product would have made of
 * it day by day. Nothing is made up that a look of now would not confirm. Each part may be done again, and stories are
 * told from the moment the job was asked for, so that taking it up changes nothing.
 */
export const loadDemoJob: JobWork = async (runtime, job, progress) => {
  const now = new Date(String(job.input.now));
  const manager = typeof job.input.manager === 'string' ? job.input.manager : undefined;
  const { language } = await runtime.settings.get();
  const parts: [phase: string, work: () => Promise<unknown>][] = [
    ['workflows', () => keepLetters(runtime, language)],
    ['workflows', () => teachSignals(runtime, now, manager)],
    ['workflows', () => keepSegments(runtime, language)],
    ...[...demoWorkflows, ...demoPlaybooks(language)].map((workflow) =>
      part('workflows', () => keepWorkflow(runtime, workflow, now)),
    ),
    ...castParts.map((accounts) => part('activity', () => keepAccounts(runtime, accounts, { now, manager }))),
    ...castParts.map((accounts) => part('signals', () => keepPastOf(runtime, accounts, { now, manager }))),
    ['history', () => noteRiskDays(runtime, now)],
    ['history', () => noteSegmentSizes(runtime, now)],
    ['history', () => countCustomers(runtime, { again: true })],
    ['history', () => letQuietPeopleIn(runtime)],
  ];
  job.total = parts.length;
  for (const [phase, work] of parts.slice(job.done)) {
    job.input = { ...job.input, phase };
    await work();
    job.done += 1;
    await progress.save();
  }
  runtime.wake();
  const contacts = cast.reduce((sum, { people }) => sum + people.length, 0);
  return { contacts, workflows: demoWorkflows.length + playbooks.length };
};

function part(phase: string, work: () => Promise<unknown>): [string, () => Promise<unknown>] {
  return [phase, work];
}

async function keepWorkflow(
  runtime: Runtime,
  { key, isLive, document, tests }: DemoWorkflow,
  now: Date,
): Promise<void> {
  let record = await runtime.workflows.byKey(key);
  if (!record) {
    record = {
      id: runtime.chance.id(),
      key,
      name: document.name,
      status: 'draft',
      document,
      rev: 1,
      changed: true,
      listens: [],
      listensToTraits: false,
      createdAt: now,
      updatedAt: now,
      demo: true,
    };
    await runtime.workflows.insert(record);
  }
  if (tests) await insertTests(runtime, record.id, tests(now));
  if (!isLive || record.liveVersion !== undefined) return;
  // Whoever went through it in the past must have met it published.
  const daysAgo = DAYS_WATCHED + diceOf(key).between(4, 70);
  const publishedAt = new Date(now.getTime() - daysAgo * DAY);
  await publishDocument(runtime, record, document, mooring, { publishedAt });
}

/** Puts everybody who went quiet into the workflow for it, as a marketer would by hand. */
async function letQuietPeopleIn(runtime: Runtime): Promise<void> {
  await runtime.plans.refresh({ now: true });
  const record = await runtime.workflows.byKey(QUIET);
  const plan = record && runtime.plans.live(record.id);
  if (!plan) return;
  const now = runtime.clock.now();
  const quiet = demoPeople.filter(({ story }) => story === 'quiet').map(({ userId }) => userId);
  const contacts = await runtime.contacts.bySourceIds(quiet.map((userId) => `u:${userId}`));
  await enterWorkflows(
    runtime,
    [...contacts.values()].map((contact) => ({
      plan,
      subject: { kind: 'contact', contact },
      cause: 'demo',
      trigger: { kind: 'manual', timestamp: now.getTime(), properties: {} },
    })),
    now,
  );
}
