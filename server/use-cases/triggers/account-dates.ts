import type { StoredEvent } from '../../../shared/event.ts';
import { OVERDUE } from '../../engine/triggers.ts';
import { eachMember } from '../looks/wake.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import { setAlarms } from './alarms.ts';

/**
 * Sets the alarms that go by dates of these accounts: those of the accounts themselves, and those of all their people
 * for workflows about contacts, page by page.
 */
export async function armAccountDates(
  runtime: Runtime,
  calls: readonly { event: StoredEvent; accountId: string }[],
  now: Date,
): Promise<void> {
  const dated = calls.flatMap(({ event, accountId }) => {
    const plans = Object.keys(event.traits ?? {}).flatMap((trait) => runtime.plans.datedBy(trait, 'account'));
    // What an import says about the past starts nothing.
    return plans.map((plan) => ({ plan, accountId, after: event.historical ? now : overdue(now) }));
  });
  if (dated.length === 0) return;
  const accounts = await runtime.accounts.byIds([...new Set(dated.map(({ accountId }) => accountId))]);
  await setAlarms(
    runtime,
    dated.flatMap(({ plan, accountId, after }) => {
      const account = accounts.get(accountId);
      return account && plan.workflow.subject === 'account'
        ? [{ plan, subject: { kind: 'account', account }, after }]
        : [];
    }),
  );
  for (const { plan, accountId, after } of dated)
    if (plan.workflow.subject === 'contact') await armMembers(runtime, plan, accountId, after);
}

async function armMembers(
  runtime: Runtime,
  plan: PublishedPlan,
  accountId: string,
  after: Date,
): Promise<void> {
  await eachMember(runtime, accountId, async (ids) => {
    const contacts = await runtime.contacts.byIds(ids);
    await setAlarms(
      runtime,
      [...contacts.values()]
        .filter(({ userId }) => userId !== undefined)
        .map((contact) => ({ plan, subject: { kind: 'contact', contact }, after })),
    );
  });
}

function overdue(now: Date): Date {
  return new Date(now.getTime() - OVERDUE);
}
