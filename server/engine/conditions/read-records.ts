import { valueAt } from '../../../shared/path.ts';
import type { FactReader } from './reading.ts';

type RecordName = 'contact' | 'account' | 'trigger' | 'enrolment';

/** Reads a path into one of the snapshot's records; without a path, the record itself. */
export function recordReader(record: RecordName): FactReader {
  return {
    prepare: (_params, keys) => ({ value: (facts) => valueAt(facts[record], keys) }),
    need: (_params, needs) => needs.addRecord(record),
    cost: () => 1,
  };
}
