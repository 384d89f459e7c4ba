import { describe, expect, it } from 'vitest';
import { keyFrom } from '../../editor/pages/segments/key-from.ts';
import { segmentKey } from '../../shared/segment.ts';

describe('the key a name makes', () => {
  it.each([
    ['Big accounts, nobody’s', 'big-accounts-nobody-s'],
    ['Żółw w Łodzi', 'zolw-w-lodzi'],
    ['Крупные компании', 'krupnye-kompanii'],
    ['  –  ', ''],
  ])('of %j is %j', (name, key) => {
    expect(keyFrom(name)).toBe(key);
  });

  it('can always be a key', () => {
    for (const name of ['A'.repeat(300), 'x'.repeat(119) + ' y', '9 lives'])
      expect(segmentKey.safeParse(keyFrom(name)).success).toBe(true);
  });
});
