import { describe, expect, it } from 'vitest';
import { valueLines } from '../../editor/ui/value-lines.ts';

describe('the lines of traits', () => {
  it('give what is inside another value a line of its own, named by the way to it', () => {
    const traits = { plan: 'pro', card: { brand: 'visa', expires: { month: 12 } }, meters: {} };
    expect(valueLines(traits)).toEqual([
      ['plan', 'pro'],
      ['card › brand', 'visa'],
      ['card › expires › month', '12'],
      ['meters', '{}'],
    ]);
  });

  it('keep a list of plain values on one line, and what lies deeper as JSON', () => {
    expect(valueLines({ roles: ['admin', 'billing'], none: [], a: { b: { c: { d: 1 } } } })).toEqual([
      ['roles', 'admin, billing'],
      ['none', '[]'],
      ['a › b › c', '{"d":1}'],
    ]);
  });

  it('show a list with objects in it as JSON', () => {
    expect(valueLines({ seats: [{ id: 1 }], off: false, nothing: null })).toEqual([
      ['seats', '[{"id":1}]'],
      ['off', 'false'],
      ['nothing', 'null'],
    ]);
  });
});
