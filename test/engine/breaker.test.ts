import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, type Breaker, gateOf, withProbe } from '../../server/engine/breaker.ts';

const start = Date.parse('2026-03-02T12:00:00.000Z');
const at = (seconds: number) => new Date(start + seconds * 1_000);
const failing = { reason: 'answered 503' };

/** A provider that failed at these seconds. */
function failedAt(seconds: readonly number[], failure: Parameters<typeof afterFailure>[2] = failing) {
  return seconds.reduce<Breaker | undefined>(
    (was, second) => afterFailure(was, 'mail:x', failure, at(second)),
    undefined,
  );
}

describe('a provider that fails', () => {
  it('is left alone after five failures in a row within a minute', () => {
    expect(gateOf(failedAt([0, 1, 2, 3]), at(3)).type).toBe('closed');
    expect(gateOf(failedAt([0, 1, 2, 3, 4]), at(4))).toEqual({ type: 'open', until: at(19) });
  });

  it('is not left alone for failures that are far apart', () => {
    expect(gateOf(failedAt([0, 20, 40, 61, 80, 100]), at(100)).type).toBe('closed');
  });

  it('is tried by one call when its pause is over, and by another where that one never came back', () => {
    const down = failedAt([0, 1, 2, 3, 4]);
    expect(gateOf(down, at(19)).type).toBe('half-open');
    const tried = down && withProbe(down, 'w1', at(19));
    expect(gateOf(tried, at(20))).toEqual({ type: 'open', until: at(79) });
    expect(gateOf(tried, at(79)).type).toBe('half-open');
  });

  it('is left alone twice as long each time the try fails, and never longer than five minutes', () => {
    let breaker = failedAt([0, 1, 2, 3, 4]);
    const pauses: number[] = [];
    let now = at(4);
    for (let tries = 0; tries < 7; tries += 1) {
      const until = breaker?.openUntil ?? now;
      pauses.push((until.getTime() - now.getTime()) / 1_000);
      now = until;
      breaker = afterFailure(breaker, 'mail:x', failing, now);
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 300, 300]);
  });

  it('is given the time it asks for at once, within five minutes', () => {
    const asked = failedAt([0], { reason: 'answered 429', retryAfterSeconds: 90 });
    expect(gateOf(asked, at(0))).toEqual({ type: 'open', until: at(90) });
    const greedy = failedAt([0], { reason: 'answered 429', retryAfterSeconds: 86_400 });
    expect(gateOf(greedy, at(0))).toEqual({ type: 'open', until: at(300) });
  });

  it('gets no call while it is open, whatever fails late, and is always tried again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 }), (gaps) => {
        let now = start;
        let breaker: Breaker | undefined;
        for (const gap of gaps) {
          now += gap * 1_000;
          const before = gateOf(breaker, new Date(now));
          breaker = afterFailure(breaker, 'mail:x', failing, new Date(now));
          const after = gateOf(breaker, new Date(now));
          if (before.type === 'open') expect(after).toEqual(before);
          if (after.type === 'open') expect(gateOf(breaker, after.until).type).toBe('half-open');
        }
      }),
    );
  });
});
