import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { problem } from '../../../shared/problems.ts';
import { playbooks } from '../../playbooks/index.ts';
import { countCustomers } from '../churn/count-customers.ts';
import { markPastDays } from '../counting/mark-days.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import { matchEvents } from '../ingest/match-events.ts';
import { resolveContacts } from '../ingest/resolve-contacts.ts';
import type { JobWork } from '../jobs.ts';
import { lookAtBatch } from '../looks/look-at-batch.ts';
import { isDemoLoaded } from '../people/demo-loaded.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';
import { publishDocument } from '../workflows/publish.ts';
import { insertTests } from '../workflows/test-cases.ts';
import { crowd } from './crowd.ts';
import { demoPlaybooks, keepLetters } from './demo-playbooks.ts';
import { openSignals, teachSignals } from './demo-signals.ts';
import { crowdParts, keepAccounts } from './load-crowd.ts';
import { namesIn } from './names.ts';
import { type DemoPerson, demoAccounts, demoPeople } from './people.ts';
import { tellStory } from './stories.ts';
import { type DemoWorkflow, demoWorkflows, QUIET } from './workflows.ts';

/** Loads demo data to look around. Throws DEMO_LOADED while it is here. */
export const loadDemo: Verb<'loadDemo'> = async (runtime) => {
  if (await isDemoLoaded(runtime)) throw problem('DEMO_LOADED', {});
  const input = { now: runtime.clock.now().toISOString() };
  return {
    job: await runtime.runner.start('load-demo', input, 1),
  };
};

const mooring: Actor = { type: 'system', id: 'system', name: 'Mooring', role: 'admin' };

/**
 * The work behind `loadDemo`: workflows, contacts with their past, then people entering as they would. Nothing is
 * faked: the past comes in as imported history does, and what happens now goes through the product. Each part may be
 * done again, and stories are told from the moment the job was asked for, so that taking it up changes nothing.
 */
export const loadDemoJob: JobWork = async (runtime, job, progress) => {
  const now = new Date(String(job.input.now));
  const { language } = await runtime.settings.get();
  const parts = [
    () => keepLetters(runtime, language),
    () => teachSignals(runtime, now),
    ...[...demoWorkflows, ...demoPlaybooks(language)].map(
      (workflow) => () => keepWorkflow(runtime, workflow),
    ),
    ...crowdParts.map((accounts) => () => keepAccounts(runtime, accounts, now)),
    ...demoPeople.map((person) => () => keepPerson(runtime, person, now)),
    () => openSignalsOfPeople(runtime),
    () => countCustomers(runtime, { again: true }),
    () => letQuietPeopleIn(runtime),
  ];
  job.total = parts.length;
  for (const part of parts.slice(job.done)) {
    await part();
    job.done += 1;
    await progress.save();
  }
  runtime.wake();
  const contacts = demoPeople.length + crowd.reduce((sum, { people }) => sum + people.length, 0);
  return { contacts, workflows: demoWorkflows.length + playbooks.length };
};

async function keepWorkflow(runtime: Runtime, { key, isLive, document, tests }: DemoWorkflow): Promise<void> {
  const now = runtime.clock.now();
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
  if (isLive && record.liveVersion === undefined) await publishDocument(runtime, record, document, mooring);
}

async function keepPerson(runtime: Runtime, person: DemoPerson, now: Date): Promise<void> {
  const events = tellStory(person, now).map((event) => asLive(person, event));
  await runtime.events.insert(events);
  await markPastDays(runtime, events, runtime.clock.now());
  const { contacts, ...changes } = await resolveContacts(runtime, events);
  await runtime.names.saw(namesIn(events, now));
  const contact = events.map(({ id }) => contacts.get(id)).find((found) => found !== undefined);
  if (contact && person.consent) await agree(runtime, contact, person.consent);
  const pairs = events.flatMap((event) => {
    const of = contacts.get(event.id);
    return of ? [{ event, contact: of }] : [];
  });
  await matchEvents(runtime, pairs, changes.changed, runtime.clock.now());
  await lookAtBatch(runtime, pairs, changes, runtime.clock.now());
}

/** Whoever signed up today did so live, and starts what signing up starts; everything else is history. */
function asLive(person: DemoPerson, event: StoredEvent): StoredEvent {
  return person.story === 'just-signed-up' && event.type === 'track'
    ? { ...event, historical: undefined }
    : event;
}

async function agree(runtime: Runtime, contact: Contact, email: 'granted' | 'denied'): Promise<void> {
  if (contact.permissions.email === email) return;
  const after = { ...contact, permissions: { ...contact.permissions, email }, rev: contact.rev + 1 };
  await runtime.contacts.save([{ was: contact.rev, after }]);
}

async function openSignalsOfPeople(runtime: Runtime): Promise<void> {
  const [accounts, contacts] = await Promise.all([
    runtime.accounts.byIds(demoAccounts.map(({ id }) => id)),
    runtime.contacts.bySourceIds(demoPeople.map(({ userId }) => `u:${userId}`)),
  ]);
  const who = { accounts: [...accounts.values()], contacts: [...contacts.values()] };
  await openSignals(runtime, who, runtime.clock.now());
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
