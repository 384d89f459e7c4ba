import type { Account } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { Ports } from '../../ports/index.ts';
import { applyToAccount, newAccount } from '../ingest/apply-calls.ts';
import type { AccountCall } from '../ingest/match-accounts.ts';
import { noteMeters } from '../ingest/meters.ts';
import type { TableRow } from './read-row.ts';

const ROUNDS = 20;

/** Writes the traits of accounts as group calls of `at` would, and answers the calls; per trait the later time wins, so that twice is once. */
export async function writeAccounts(
  ports: Pick<Ports, 'accounts' | 'meters'>,
  rows: readonly TableRow[],
  at: Date,
): Promise<AccountCall[]> {
  await noteMeters(
    ports,
    rows.map((row) => groupCall(row, at)),
  );
  let open = [...rows];
  for (let round = 0; open.length > 0; round++) {
    if (round === ROUNDS) throw new Error(`${open.length} accounts kept changing`);
    const stored = await ports.accounts.byIds([...new Set(open.map(({ id }) => id))]);
    const now = new Map<string, Account>(stored);
    for (const row of open) {
      const call = groupCall(row, at);
      now.set(row.id, applyToAccount(now.get(row.id) ?? newAccount(row.id, call), call));
    }
    const inserts = [...now.values()].filter(({ id }) => !stored.has(id));
    const saves = [...now.values()].flatMap((account) => {
      const was = stored.get(account.id);
      return was && was !== account ? [{ was: was.rev, after: { ...account, rev: was.rev + 1 } }] : [];
    });
    const [refused, lost] = await Promise.all([
      inserts.length > 0 ? ports.accounts.insert(inserts) : new Set<string>(),
      saves.length > 0 ? ports.accounts.save(saves) : new Set<string>(),
    ]);
    open = open.filter(({ id }) => refused.has(id) || lost.has(id));
  }
  return rows.map((row) => ({ event: groupCall(row, at), accountId: row.id }));
}

function groupCall({ id, traits }: TableRow, at: Date): StoredEvent {
  return {
    id,
    type: 'group',
    sourceId: '',
    timestamp: at,
    receivedAt: at,
    properties: {},
    traits,
    groupId: id,
    context: {},
    historical: true,
    keyId: 'import',
  };
}
