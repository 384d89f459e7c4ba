import type { Account, Contact } from '../../../shared/contact.ts';
import { DAY } from '../../../shared/time.ts';
import { compileCondition } from '../../engine/conditions/compile.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import { loadAccountFacts, loadFacts } from '../facts.ts';
import { lookAt } from '../looks/look-at.ts';
import { lookIdOf, type Subject } from '../looks/subject.ts';
import { reconcileWatches } from '../looks/trigger-watch.ts';
import { oneAtATime } from '../people/one-at-a-time.ts';
import type { Runtime } from '../runtime.ts';
import { installSignals } from '../signals/install-signals.ts';
import { crowd } from './crowd.ts';
import { tellAccount } from './crowd-calls.ts';
import { demoEventNames } from './crowd-days.ts';
import { namesIn } from './names.ts';

type DemoEvent = keyof typeof demoEventNames;

/** So far back it is told since when a signal is open; what is older counts from there. */
const DAYS_BACK = [1, 2, 3, 5, 7, 10, 14, 21, 30] as const;

/**
 * Has the signals that come with the product know the demo’s events by their names; where the workspace has a name of
 * its own for one, that stays. Nobody is kept waiting for history, as the demo brings half a year of it.
 */
export async function teachSignals(runtime: Runtime, now: Date): Promise<void> {
  await changeNames(runtime, (names) => ({ ...demoEventNames, ...names }));
  // Before anybody is looked at, so that no signal still waits for history.
  await runtime.names.saw(
    namesIn(
      crowd.flatMap((account) => tellAccount(account, now)),
      now,
    ),
  );
  await installSignals(runtime);
  await reconcileWatches(runtime);
}

/** Has them forget those names again. */
export async function unteachSignals(runtime: Runtime): Promise<void> {
  await changeNames(runtime, (names) =>
    Object.fromEntries(
      Object.entries(names).filter(([event, own]) => demoEventNames[event as DemoEvent] !== own),
    ),
  );
  await installSignals(runtime);
}

function changeNames(
  runtime: Runtime,
  change: (names: Record<string, string>) => Record<string, string>,
): Promise<void> {
  return oneAtATime(runtime.settings, async () => {
    const settings = await runtime.settings.get();
    await runtime.settings.save({ ...settings, eventNames: change({ ...settings.eventNames }) });
    await runtime.workflows.bumpEpoch();
  });
}

/** Looks at some of the demo’s accounts and people; what is open for them counts from when it began. */
export async function openSignals(
  runtime: Runtime,
  who: { accounts: readonly Account[]; contacts: readonly Contact[] },
  now: Date,
): Promise<void> {
  const subjects: Subject[] = [
    ...who.accounts.map((account) => ({ kind: 'account' as const, account })),
    ...who.contacts.map((contact) => ({ kind: 'contact' as const, contact })),
  ];
  await runtime.watchBook.refresh();
  const tokens = new Set([EVERYTHING]);
  await lookAt(
    runtime,
    subjects.map((subject) => ({ subject, tokens, loud: false })),
    now,
  );
  await dateOpenings(runtime, subjects, now);
}

/** Signals were not watched while the demo’s past went by: what opened just now is given the day on which it would have. */
async function dateOpenings(runtime: Runtime, subjects: readonly Subject[], now: Date): Promise<void> {
  const open = await runtime.openings.openFor(subjects.map(lookIdOf));
  const asked = subjects.flatMap((subject) =>
    (open.get(lookIdOf(subject)) ?? [])
      .filter(({ openedAt }) => openedAt >= now)
      .map((opening) => ({ subject, opening })),
  );
  if (asked.length === 0) return;
  const signals = await runtime.signals.byIds([...new Set(asked.map(({ opening }) => opening.signal))]);
  let still = asked.flatMap((one) => {
    const document = signals.get(one.opening.signal)?.document;
    return document && document.subject === one.subject.kind
      ? [{ ...one, compiled: compileCondition(document.opensWhen), since: now }]
      : [];
  });
  const dated: { id: string; openedAt: Date }[] = [];
  for (const days of DAYS_BACK) {
    const then = new Date(now.getTime() - days * DAY);
    const facts = await factsAt(runtime, still, then);
    const held = still.filter(({ subject, compiled }) => {
      const known = facts.get(lookIdOf(subject));
      return known !== undefined && compiled.test(known, then.getTime());
    });
    for (const one of still)
      if (!held.includes(one) && one.since < now) dated.push({ id: one.opening.id, openedAt: one.since });
    still = held.map((one) => ({ ...one, since: then }));
  }
  for (const { opening, since } of still) dated.push({ id: opening.id, openedAt: since });
  await runtime.openings.moveBack(dated);
}

type Asked = { subject: Subject; compiled: ReturnType<typeof compileCondition> };

async function factsAt(runtime: Runtime, asked: readonly Asked[], then: Date) {
  const [ofAccounts, ofContacts] = await Promise.all([
    loadAccountFacts(
      runtime,
      asked.flatMap(({ subject, compiled: { needs } }) =>
        subject.kind === 'account' ? [{ account: subject.account, needs }] : [],
      ),
      then,
    ),
    loadFacts(
      runtime,
      asked.flatMap(({ subject, compiled: { needs } }) =>
        subject.kind === 'contact' ? [{ contact: subject.contact, needs }] : [],
      ),
      then,
    ),
  ]);
  return new Map<string, FactSnapshot>([
    ...[...ofAccounts].map(([id, facts]) => [`a:${id}`, facts] as const),
    ...[...ofContacts].map(([id, facts]) => [`c:${id}`, facts] as const),
  ]);
}
