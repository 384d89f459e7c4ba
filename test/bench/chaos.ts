import { turmoil } from '../chaos/turmoil.ts';
import type { Bench, Measurement } from './measurement.ts';

const PEOPLE = Number(process.env.CHAOS_PEOPLE ?? 10_000);
/** Seconds between two kills at least; at most twice as many. */
const PAUSE = Number(process.env.CHAOS_PAUSE ?? 3);
/** The share of calls that fail. Each failure doubles a pause, so that the unluckiest of many make the run long. */
const FAILING = Number(process.env.CHAOS_FAILING ?? 0.1);

export const chaos: Bench = {
  name: 'chaos',
  isLong: true,
  about: `${PEOPLE.toLocaleString('en')} people through twelve steps, three workers, a process killed every ${PAUSE} to ${2 * PAUSE} s, a provider failing ${100 * FAILING} % and hanging 1 %, events twice`,
  async run() {
    const report = await turmoil({
      people: PEOPLE,
      workers: 3,
      pause: [PAUSE, 2 * PAUSE],
      seed: 20_261,
      shares: { failing: FAILING, hanging: 0.01 },
      patience: 3_600,
    });
    const none = { of: 'value', is: 'at most', limit: 0 } as const;
    const { mails, calls, tasks, kills, provider } = report;
    return [
      {
        what: 'people through',
        value: report.completed,
        unit: 'people',
        reference: { what: 'people', value: PEOPLE },
        also: { ...kills, seconds: Math.round(report.seconds) },
        target: { of: 'ratio', is: 'at least', limit: 1 },
      },
      {
        what: 'mails missing',
        value: mails.missing,
        unit: 'mails',
        also: { expected: mails.expected, ...provider },
        target: none,
      },
      { what: 'mails sent twice', value: mails.twice, unit: 'mails', target: none },
      {
        what: 'mails nobody can know about',
        value: mails.unknown,
        unit: 'mails',
        reference: { what: 'mails', value: mails.expected },
      },
      {
        what: 'calls missing',
        value: calls.missing,
        unit: 'calls',
        also: { expected: calls.expected },
        target: none,
      },
      {
        what: 'tasks missing',
        value: tasks.expected - tasks.found,
        unit: 'tasks',
        also: { expected: tasks.expected },
        target: none,
      },
    ] satisfies Measurement[];
  },
};
