import type { Case } from '../../../shared/case.ts';
import { type Account, hasLeft } from '../../../shared/contact.ts';
import { type LookRecord, lookId } from '../../../shared/look.ts';
import { type OpenSignal, type Standing, standingOf } from '../../../shared/standing.ts';
import type { Ports } from '../../ports/index.ts';
import { membershipsOf } from '../looks/memberships.ts';
import { isSerious, type SignalMeanings, signalMeanings } from './signal-meanings.ts';

type StandingPorts = Pick<Ports, 'accounts' | 'cases' | 'clock' | 'healths' | 'looks' | 'signals'>;

const ROUNDS = 20;

/**
 * Makes the standings of these accounts anew from their open signals, health and cases; a constant number of queries.
 * Called after each of those is written and before its change counts as done, so that a crash in between repeats it.
 * Made twice it is the same.
 */
export async function keepStandings(ports: StandingPorts, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  let open = [...new Set(accountIds)];
  const now = ports.clock.now().getTime();
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Error(`${open.length} accounts kept changing`);
    // The accounts first: what changes after they are read is met by their revision.
    const accounts = await ports.accounts.byIds(open);
    const [looks, cases, healths, meaningOf] = await Promise.all([
      ports.looks.byIds(open.map((id) => lookId('account', id))),
      ports.cases.openOf(open),
      ports.healths.byIds(open.map((id) => lookId('account', id))),
      signalMeanings(ports),
    ]);
    const saves = [...accounts.values()].flatMap((account) => {
      const look = lookId('account', account.id);
      const parts = {
        look: looks.get(look),
        score: healths.get(look)?.score,
        openCase: cases.get(account.id),
      };
      const standing = standingFrom(account, parts, meaningOf, now);
      return isSame(standing, account.standing)
        ? []
        : [{ was: account.rev, after: { ...account, standing, rev: account.rev + 1 } }];
    });
    open = saves.length > 0 ? [...(await ports.accounts.save(saves))] : [];
  }
}

function standingFrom(
  account: Account,
  {
    look,
    score,
    openCase,
  }: { look: LookRecord | undefined; score: number | undefined; openCase: Case | undefined },
  meaningOf: SignalMeanings,
  now: number,
): Standing {
  const open = look ? [...membershipsOf([look]).signals] : [];
  const signals: OpenSignal[] = [];
  const good: OpenSignal[] = [];
  for (const [key, { openSince }] of open) {
    const meaning = meaningOf(key);
    (meaning.good ? good : signals).push({ key, since: openSince, serious: isSerious(meaning) });
  }
  return standingOf(
    {
      score,
      signals,
      good,
      openCase: openCase && { id: openCase.id, stage: openCase.stage, owner: openCase.owner },
      hasLeft: hasLeft(account),
    },
    account.standing,
    now,
  );
}

function isSame(a: Standing, b: Standing | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(ordered(b));
}

/** The parts in the order they are made in, whatever order they were stored in. */
function ordered({ score, signals, good, case: openCase, since }: Standing): Standing {
  return {
    score,
    signals: signals.map(({ key, since: from, serious }) => ({ key, since: from, serious })),
    good: good.map(({ key, since: from, serious }) => ({ key, since: from, serious })),
    case: openCase && { id: openCase.id, stage: openCase.stage, owner: openCase.owner },
    since,
  };
}

const AT_ONCE = 200;

/** Mends the standings of accounts at risk that signals were taken from without turning; answers how many it saw. */
export async function mendStandings(ports: StandingPorts): Promise<number> {
  let seen = 0;
  for (let after: Parameters<StandingPorts['accounts']['list']>[0]['after']; ; ) {
    const page = await ports.accounts.list({
      filter: { atRisk: true },
      order: 'mrr',
      from: new Date(0),
      limit: AT_ONCE,
      after,
    });
    await keepStandings(
      ports,
      page.items.map(({ id }) => id),
    );
    seen += page.items.length;
    if (!page.next) return seen;
    after = page.next;
  }
}
