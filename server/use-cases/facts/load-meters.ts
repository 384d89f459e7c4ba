import type { MeterHistory, MeterReading } from '../../engine/facts.ts';
import type { Ports } from '../../ports/index.ts';
import type { StoredReading } from '../../ports/meters.ts';
import { entryOf } from '../facts.ts';
import { meterId } from '../ingest/meters.ts';

/** The meters that were asked for, by account and name, in one query. */
export async function loadMeters(
  ports: Pick<Ports, 'meters'>,
  requests: readonly { accountId: string; meters: ReadonlySet<string> }[],
): Promise<Map<string, Map<string, MeterHistory>>> {
  const ids = new Set(
    requests.flatMap(({ accountId, meters }) => [...meters].map((name) => meterId(accountId, name))),
  );
  const histories = new Map<string, Map<string, MeterHistory>>();
  if (ids.size === 0) return histories;
  for (const { accountId, name, readings } of (await ports.meters.byIds([...ids])).values()) {
    const history = historyOf(readings);
    if (history) entryOf(histories, accountId, () => new Map<string, MeterHistory>()).set(name, history);
  }
  return histories;
}

/** What was said of a meter as what it stood at: value and limit hold until they are said anew. */
function historyOf(stored: readonly StoredReading[]): MeterHistory | undefined {
  const readings: MeterReading[] = [];
  let value: number | undefined;
  let limit: number | undefined;
  for (const said of stored) {
    value = said.value ?? value;
    limit = said.limit ?? limit;
    if (value !== undefined) readings.push({ at: said.at, value, limit });
  }
  return value === undefined ? undefined : { value, limit, readings };
}
