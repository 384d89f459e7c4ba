import { describe, expect, it } from 'vitest';
import { eachOnce } from '../../server/embedded-mongo/plan/each-once.ts';
import { collect, sourceOf } from '../../server/embedded-mongo/source.ts';

const ids = (...texts: string[]) => sourceOf(texts.map((text) => Buffer.from(text)));

function all(...texts: string[]): string[] {
  const step = collect(eachOnce(ids(...texts), 200)).next();
  return (step.value ?? []).map(String);
}

describe('ids that are told apart', () => {
  it('come once each, in the order in which they were first met', () => {
    expect(all('b', 'a', 'b', 'c', 'a')).toEqual(['b', 'a', 'c']);
  });

  it('are refused once remembering them takes too much, and not for coming again', () => {
    expect(all('a', 'b', 'c', 'd', ...Array(100).fill('a'))).toEqual(['a', 'b', 'c', 'd']);
    expect(() => all('a', 'b', 'c', 'd', 'e')).toThrow(/more than 200 bytes of memory/);
  });
});
