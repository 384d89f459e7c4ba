import type { Account } from '../../../shared/contact.ts';
import { accountSubject, type InboxItem } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { isAwaitedChange } from '../../engine/triggers.ts';
import { type Candidate, endsChain, enterWorkflows } from '../enter-workflows.ts';
import type { Runtime } from '../runtime.ts';
import { armAccountDates } from '../triggers/account-dates.ts';

/** A call about an account that is written, and the source id of the person it came under. */
export interface AccountCall {
  event: StoredEvent;
  accountId: string;
  person?: string | undefined;
}

/**
 * What follows from changed fields of accounts: workflows about them are started, those inside who read them are
 * looked at, and dates ring anew. A constant number of queries, and none where no workflow goes by what was said.
 */
export async function matchAccountCalls(
  runtime: Runtime,
  calls: readonly AccountCall[],
  now: Date,
  ancestries: ReadonlyMap<string, string[]> = new Map(),
): Promise<void> {
  const said = calls.filter(({ event }) => Object.keys(event.traits ?? {}).length > 0);
  await armAccountDates(runtime, said, now);
  const live = said.filter(({ event }) => !event.historical && !event.late);
  await pokeInside(runtime, live, now);
  const starting = live.filter(
    ({ event }) =>
      event.timestamp.getTime() >= event.receivedAt.getTime() - DAY && startedBy(runtime, event).length > 0,
  );
  if (starting.length === 0) return;
  const accounts = await runtime.accounts.byIds([...new Set(starting.map(({ accountId }) => accountId))]);
  const candidates = starting.flatMap((call) => {
    const account = accounts.get(call.accountId);
    return account ? candidatesOf(runtime, call, account, ancestries.get(call.event.id)) : [];
  });
  await enterWorkflows(runtime, candidates, now);
  if (candidates.length > 0) runtime.wake();
}

function startedBy(runtime: Runtime, { traits }: StoredEvent) {
  return Object.keys(traits ?? {}).flatMap((trait) =>
    runtime.plans.startedByTrait(trait, 'account').map((plan) => ({ trait, plan })),
  );
}

function candidatesOf(
  runtime: Runtime,
  { event, person }: AccountCall,
  account: Account,
  ancestry: string[] | undefined,
): Candidate[] {
  return startedBy(runtime, event).flatMap(({ trait, plan }): Candidate[] => {
    const timestamp = event.timestamp.getTime();
    const { trigger } = plan.workflow.entry;
    // Set by a later call meanwhile, or to what it was before.
    if (trigger.kind !== 'attribute' || account.traitTimes[trait] !== timestamp) return [];
    if (!account.traitWas || !Object.hasOwn(account.traitWas, trait)) return [];
    const [was, is] = [account.traitWas[trait], account.traits[trait]];
    if (!isAwaitedChange(trigger, was, is)) return [];
    if ((plan.demo && !account.demo) || endsChain(plan.workflowId, ancestry)) return [];
    return [
      {
        plan,
        subject: { kind: 'account', account },
        person,
        cause: event.id,
        trigger: { kind: 'attribute', timestamp, properties: { trait, was, is }, messageId: event.id },
        ancestry,
      },
    ];
  });
}

async function pokeInside(runtime: Runtime, calls: readonly AccountCall[], now: Date): Promise<void> {
  const workflows = runtime.plans.readingTraits();
  if (calls.length === 0 || workflows.length === 0) return;
  const names = [...new Set(calls.map(({ accountId }) => accountSubject(accountId)))];
  const inside = await runtime.enrolments.alive(names, workflows, now);
  const pokes = await Promise.all(
    inside.map(async ({ id, subject, workflowId, version }) => {
      const plan = await runtime.plans.version(workflowId, version);
      if (!plan?.readsTraits) return [];
      return calls
        .filter(({ accountId }) => accountSubject(accountId) === subject)
        .map(({ event }) => ({
          id,
          item: { type: 'changed', id: event.id, at: event.timestamp } satisfies InboxItem,
        }));
    }),
  );
  if (pokes.flat().length === 0) return;
  await runtime.enrolments.poke(pokes.flat(), now);
  runtime.wake();
}
