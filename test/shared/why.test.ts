import { describe, expect, it } from 'vitest';
import { whyLineOf, whySentence } from '../../shared/why.ts';
import { whyWords } from '../../shared/why-words.ts';

const slotsOf = (template: string) => [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe('why somebody did not enter', () => {
  it.each(Object.entries(whyWords))('says %s with the same facts in every language', (_, { en, pl, ru }) => {
    expect(slotsOf(pl)).toEqual(slotsOf(en));
    expect(slotsOf(ru)).toEqual(slotsOf(en));
  });

  it('writes moments as the reader is used to, and names as they are', () => {
    const line = whyLineOf('prevents', 'toldLate', {
      event: 'Paid at',
      at: '2026-03-01T09:00:00.000Z',
      received: '2026-03-05T10:30:00.000Z',
    });
    expect(line.sentence).toBe(
      '“Paid at” of 2026-03-01 09:00 UTC was received on 2026-03-05 10:30 UTC. Events received more than a day late start nothing.',
    );
    expect(whySentence(line, 'pl', (iso) => iso.slice(8, 10))).toContain('„Paid at” z 01 wiadomo od 05');
  });
});
