import { type Case, isClosed } from '../../../shared/case.ts';
import type { Account } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';
import { type SignalMeaning, type SignalMeanings, signalMeanings } from '../standings/signal-meanings.ts';
import { changeCase } from './change-case.ts';
import { type CasePorts, openCase } from './open-case.ts';

/** A signal that opened or resolved for an account, or for somebody who belongs to it. */
export interface SignalTurn {
  accountId: string;
  key: string;
  holds: boolean;
  at: Date;
}

type FollowPorts = CasePorts & Pick<Ports, 'settings'>;

/**
 * Has cases follow signals: bad news joins the open case of its account, and opens one where there is none and the
 * workspace’s rule says so. Nothing is done twice when it is told again.
 */
export async function followSignals(ports: FollowPorts, turns: readonly SignalTurn[]): Promise<void> {
  if (turns.length === 0) return;
  const meaningOf = await signalMeanings(ports);
  const bad = turns.filter(({ key }) => !meaningOf(key).good);
  if (bad.length === 0) return;
  const ids = [...new Set(bad.map(({ accountId }) => accountId))];
  const [accounts, open, { cases: rule }] = await Promise.all([
    ports.accounts.byIds(ids),
    ports.cases.openOf(ids),
    ports.settings.get(),
  ]);
  for (const accountId of ids) {
    const account = accounts.get(accountId);
    const own = bad.filter((turn) => turn.accountId === accountId);
    if (account) await follow(ports, account, open.get(accountId), own, { meaningOf, rule });
  }
}

interface Rules {
  meaningOf: SignalMeanings;
  rule: { opensOn: 'high' | 'medium' | 'never' };
}

async function follow(
  ports: FollowPorts,
  account: Account,
  known: Case | undefined,
  turns: readonly SignalTurn[],
  { meaningOf, rule }: Rules,
): Promise<void> {
  const cause = turns.find(({ key, holds }) => holds && opensCase(meaningOf(key), rule.opensOn));
  const isOld = !known && cause && (await hasBeen(ports, account.id, cause));
  const record =
    known ??
    (cause && !isOld
      ? (await openCase(ports, { account, origin: { kind: 'signal', id: cause.key }, by: 'system' })).record
      : undefined);
  if (record)
    await changeCase(ports, record.id, (was) => (isClosed(was.stage) ? was : turns.reduce(joined, was)));
}

/** Whether the signal led to a case before that somebody has closed since: told again, it opens no second one. */
async function hasBeen(ports: FollowPorts, accountId: string, { key, at }: SignalTurn): Promise<boolean> {
  const { items } = await ports.cases.list({ accountId, limit: 1 });
  return items.some(({ signals }) =>
    signals.some((signal) => signal.key === key && signal.openedAt.getTime() === at.getTime()),
  );
}

/** The case with a signal that opened, or resolved. */
export function joined(was: Case, { key, holds, at }: SignalTurn): Case {
  const known = was.signals.findLast((signal) => signal.key === key);
  if (!holds) {
    if (!known || known.resolvedAt || known.openedAt > at) return was;
    return {
      ...was,
      signals: was.signals.map((signal) => (signal === known ? { ...known, resolvedAt: at } : signal)),
    };
  }
  if (known && known.openedAt >= at) return was;
  // Still open from before: the same trouble.
  if (known && !known.resolvedAt) return was;
  return { ...was, signals: [...was.signals, { key, openedAt: at }] };
}

/** Whether a signal that opens makes a case where there is none. */
export function opensCase(meaning: SignalMeaning, opensOn: Rules['rule']['opensOn']): boolean {
  if (meaning.good || opensOn === 'never') return false;
  return meaning.severity === 'high' || (meaning.severity === 'medium' && opensOn === 'medium');
}
