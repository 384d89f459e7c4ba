import { valueAt } from '../../../shared/path.ts';
import type { FactSnapshot } from '../facts.ts';
import { arePlainKeys, plainValue } from './read-path.ts';
import type { FactReader, Reading } from './reading.ts';

type RecordName = 'contact' | 'account' | 'trigger' | 'enrolment';

/** Reads a path into one of the snapshot's records; without a path, the record itself. */
export function recordReader(record: RecordName): FactReader {
  return {
    prepare: (_params, keys) => ({
      value: fastValue(record, keys) ?? ((facts) => valueAt(facts[record], keys)),
    }),
    need: (_params, needs) => needs.addRecord(record),
    cost: () => 1,
  };
}

/** Contact and account are asked the most, at one or two keys: those are read without a loop. */
function fastValue(record: RecordName, keys: readonly string[]): Reading['value'] | undefined {
  const [first, second, ...more] = keys;
  if (first === undefined || more.length > 0 || !arePlainKeys(keys)) return undefined;
  if (record === 'contact')
    return second === undefined
      ? ({ contact }: FactSnapshot) => plainValue(contact, first)
      : ({ contact }: FactSnapshot) => plainValue(plainValue(contact, first), second);
  if (record === 'account')
    return second === undefined
      ? ({ account }: FactSnapshot) => plainValue(account, first)
      : ({ account }: FactSnapshot) => plainValue(plainValue(account, first), second);
  return undefined;
}
