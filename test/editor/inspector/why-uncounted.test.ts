import { describe, expect, it } from 'vitest';
import { whyUncounted } from '../../../editor/inspector/why-uncounted.ts';

describe('the count beside the rules', () => {
  it('counts what can be asked of everybody', () => {
    const when = { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] };
    expect(whyUncounted(when)).toBeUndefined();
  });

  it('waits for rules that are not finished', () => {
    const when = { all: [{ fact: 'segment', params: { segment: '' }, operator: 'equal', value: true }] };
    expect(whyUncounted(when)).toBe('unfinished');
  });

  it('does not count what only people inside have', () => {
    const when = {
      all: [
        {
          fact: 'event',
          params: { event: 'Signed In', since: 'entry' },
          operator: 'greaterThanInclusive',
          value: 1,
        },
      ],
    };
    expect(whyUncounted(when)).toBe('inside');
  });
});
