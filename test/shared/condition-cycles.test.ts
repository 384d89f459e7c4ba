import { describe, expect, it } from 'vitest';
import {
  type Definition,
  findCycle,
  healthItself,
  referencesOf,
  refuseCycle,
} from '../../shared/condition-cycles.ts';
import { Problem } from '../../shared/problems.ts';

const segment = (key: string, ...reads: Definition['reads']): Definition => ({ kind: 'segment', key, reads });
const signal = (key: string, ...reads: Definition['reads']): Definition => ({ kind: 'signal', key, reads });

describe('what a condition refers to', () => {
  it('is every segment and signal by key, and health, each once', () => {
    const vip = { fact: 'segment', params: { segment: 'vip' }, operator: 'equal', value: true };
    expect(
      referencesOf({
        all: [
          vip,
          { not: vip },
          { any: [{ fact: 'signal', params: { signal: 'quiet' }, operator: 'equal', value: true }] },
          { fact: 'health', operator: 'lessThan', value: 40 },
          { fact: 'contact', path: '$.segment', operator: 'equal', value: 'vip' },
        ],
      }),
    ).toEqual([{ kind: 'segment', key: 'vip' }, { kind: 'signal', key: 'quiet' }, healthItself]);
  });
});

describe('definitions that read each other', () => {
  it('are fine as long as none leads back to itself', () => {
    const shared = segment('base');
    expect(
      findCycle([
        segment('a', shared, segment('b')),
        segment('b', shared),
        shared,
        signal('a', segment('a')),
        segment('c', segment('not defined')),
      ]),
    ).toBeUndefined();
  });

  it('are found in a circle, however long, across segments, signals and health', () => {
    const cycle = findCycle([
      segment('start', signal('quiet')),
      signal('quiet', healthItself),
      { ...healthItself, reads: [signal('drop'), signal('other')] },
      signal('other'),
      signal('drop', segment('inner')),
      segment('inner', signal('quiet')),
    ]);
    expect(cycle?.map(({ key }) => key)).toEqual(['quiet', 'health', 'drop', 'inner', 'quiet']);
    expect(findCycle([segment('self', segment('self'))])).toHaveLength(2);
  });

  it('are refused by a problem that names the circle', () => {
    const act = () => refuseCycle([segment('a', segment('b')), segment('b', segment('a'))]);
    expect(act).toThrow(Problem);
    expect(act).toThrow(
      expect.objectContaining({
        code: 'CONDITION_CYCLE',
        facts: { path: 'segment “a” → segment “b” → segment “a”' },
      }),
    );
  });

  it('are walked without recursion, a long chain too', () => {
    const chain = Array.from({ length: 50_000 }, (_, n) => segment(`s${n}`, segment(`s${n + 1}`)));
    expect(findCycle(chain)).toBeUndefined();
    expect(findCycle([...chain, segment('s50000', segment('s0'))])).toHaveLength(50_002);
  });
});
