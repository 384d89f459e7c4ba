import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadPart } from '../../editor/load-part.ts';
import { wantedPart } from '../../editor/wanted-part.ts';

const reload = vi.fn();
let page: string | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  reload.mockClear();
  page = '<script type="module" src="/assets/index-1.js"></script>';
  vi.stubGlobal('location', { reload });
  vi.stubGlobal('document', { querySelector: () => ({ getAttribute: () => '/assets/index-1.js' }) });
  vi.stubGlobal('fetch', async () => {
    if (page === undefined) throw new TypeError('Failed to fetch');
    return new Response(page);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Answers on the given try, and fails before it. */
function answeringOn(tries: number) {
  return vi.fn(async () => {
    if (--tries > 0) throw new TypeError('Failed to fetch dynamically imported module');
    return 'there';
  });
}

describe('a part of the editor that is loaded later', () => {
  it('is asked for again when the network failed for a moment', async () => {
    page = undefined;
    const load = answeringOn(3);
    const loading = loadPart(load);
    await vi.runAllTimersAsync();
    expect(await loading).toBe('there');
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('is given up, with the reason, when it stays out of reach', async () => {
    const loading = loadPart(answeringOn(9)).catch((error: Error) => error);
    await vi.runAllTimersAsync();
    const failure = (await loading) as Error;
    expect(failure.message).toBe('a part of the editor could not be loaded');
    expect((failure.cause as Error).message).toContain('dynamically imported');
    expect(reload).not.toHaveBeenCalled();
  });

  it('leads to the newer release that has taken the place of this one', async () => {
    page = '<script type="module" src="/assets/index-2.js"></script>';
    void loadPart(answeringOn(9));
    await vi.runAllTimersAsync();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe('a part that somebody reaches for', () => {
  it('is fetched once, whoever wants it, and is at hand from then on', async () => {
    const load = answeringOn(1);
    const part = wantedPart(load);
    expect(part.now).toBeUndefined();
    expect(await Promise.all([part.bring(), part.bring()])).toEqual(['there', 'there']);
    expect(part.now).toBe('there');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('may be reached for again where it could not come', async () => {
    const part = wantedPart(answeringOn(4));
    const first = part.bring().catch((error: Error) => error.message);
    await vi.runAllTimersAsync();
    expect(await first).toBe('a part of the editor could not be loaded');
    expect(part.now).toBeUndefined();
    expect(await part.bring()).toBe('there');
  });
});
