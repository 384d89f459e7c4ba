import { beforeEach, describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';

const answered = async () => undefined;
const silent = async () => {
  throw new Error('the connection is gone');
};

describe('a journal of acknowledged changes', () => {
  let journal: Journal;
  beforeEach(async () => {
    journal = new Journal();
    await journal.perform(
      new Map([
        ['a', { n: 1 }],
        ['b', { n: 1 }],
      ]),
      answered,
    );
  });
  const inFlight = (change: [string, unknown][], isInOrder = false) =>
    journal.perform(new Map(change), silent, isInOrder).catch(() => undefined);

  it('agrees with what was acknowledged', () => {
    const found = new Map([
      ['a', { n: 1 }],
      ['b', { n: 1 }],
    ]);
    expect(journal.reconcile(found)).toEqual([]);
  });

  it('tells what is lost, changed or too much', () => {
    const found = new Map([
      ['a', { n: 2 }],
      ['c', { n: 1 }],
    ]);
    expect(journal.reconcile(found)).toEqual([
      'a is {"n":2}, acknowledged was {"n":1}',
      'b is missing, acknowledged was {"n":1}',
      'c is {"n":1}, acknowledged was missing',
    ]);
  });

  it('takes a call without an answer as done or not done, and nothing else', async () => {
    for (const [n, faults] of [
      [1, 0],
      [2, 0],
      [3, 1],
    ] as const) {
      await inFlight([['a', { n: 2 }]]);
      const found = new Map([
        ['a', { n }],
        ['b', { n: 1 }],
      ]);
      expect(journal.reconcile(found)).toHaveLength(faults);
      await journal.perform(new Map([['a', { n: 1 }]]), answered);
    }
  });

  it('tells when the end of an ordered call is there without its beginning', async () => {
    await inFlight(
      [
        ['c', { n: 1 }],
        ['d', { n: 1 }],
      ],
      true,
    );
    const found = new Map([
      ['a', { n: 1 }],
      ['b', { n: 1 }],
      ['d', { n: 1 }],
    ]);
    expect(journal.reconcile(found)).toEqual(['d was changed before c, which came first']);
  });
});
