import type { FactName } from '../../../shared/vocabulary/facts.ts';
import { dateReader } from './measure-date.ts';
import { emailReader } from './measure-email.ts';
import { eventReader } from './measure-events.ts';
import { membersReader } from './measure-members.ts';
import { meterReader } from './measure-meter.ts';
import { healthReader, segmentReader, signalReader } from './measure-states.ts';
import { trendReader } from './measure-trend.ts';
import { recordReader } from './read-records.ts';
import type { FactReader } from './reading.ts';

/** Facts that are read from a snapshot; `properties` belongs to one event and is read by `compileWhere`. */
export type SnapshotFact = Exclude<FactName, 'properties'>;

export const factReaders: Record<SnapshotFact, FactReader> = {
  contact: recordReader('contact'),
  account: recordReader('account'),
  trigger: recordReader('trigger'),
  enrolment: recordReader('enrolment'),
  event: eventReader,
  trend: trendReader,
  date: dateReader,
  segment: segmentReader,
  signal: signalReader,
  health: healthReader,
  meter: meterReader,
  members: membersReader,
  email: emailReader,
};

/** The reader of a fact. Throws a plain Error for one that cannot be read from a snapshot: validate first. */
export function readerOf(fact: string): FactReader {
  if (!Object.hasOwn(factReaders, fact)) throw new Error(`"${fact}" is not a fact of a contact`);
  return factReaders[fact as SnapshotFact];
}
