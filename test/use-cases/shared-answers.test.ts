import { describe, expect, it } from 'vitest';
import { askedOnce } from '../../server/use-cases/workflows/shared-answers.ts';

describe('a question many ask at once', () => {
  const clockAt = (start: number) => {
    let now = start;
    const pass = (milliseconds: number) => {
      now += milliseconds;
    };
    return { clock: { now: () => new Date(now) }, pass };
  };

  it('is answered once, also for whoever asks within two seconds after', async () => {
    const { clock, pass } = clockAt(1_000_000);
    let asked = 0;
    const ask = async () => ++asked;
    expect(await Promise.all([askedOnce({ clock }, 'a', ask), askedOnce({ clock }, 'a', ask)])).toEqual([
      1, 1,
    ]);
    expect(await askedOnce({ clock }, 'b', ask)).toBe(2);
    pass(1_999);
    expect(await askedOnce({ clock }, 'a', ask)).toBe(1);
    pass(1);
    expect(await askedOnce({ clock }, 'a', ask)).toBe(3);
  });

  it('keeps an answer that took long for longer', async () => {
    const { clock, pass } = clockAt(0);
    let asked = 0;
    const ask = async () => {
      pass(10_000);
      return ++asked;
    };
    expect(await askedOnce({ clock }, 'a', ask)).toBe(1);
    pass(39_999);
    expect(await askedOnce({ clock }, 'a', ask)).toBe(1);
    pass(1);
    expect(await askedOnce({ clock }, 'a', ask)).toBe(2);
  });

  it('is asked again after a failure', async () => {
    const { clock } = clockAt(0);
    await expect(askedOnce({ clock }, 'a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await askedOnce({ clock }, 'a', async () => 'there')).toBe('there');
  });
});
