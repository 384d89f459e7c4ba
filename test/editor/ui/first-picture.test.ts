import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterFirstPicture, watchFirstPicture } from '../../../editor/ui/first-picture.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is fetched beforehand', () => {
  // The page is drawn once: the parts of this story go on from each other.
  it('waits until a page is drawn with what it asked for, unless it is stopped', async () => {
    const done: string[] = [];
    let rendered = () => {};
    const queries = new QueryClient();
    let answer = (_: string) => {};
    watchFirstPicture(
      {
        subscribe: (_event, listener) => {
          rendered = listener;
          return () => {};
        },
      },
      queries,
    );
    afterFirstPicture(() => done.push('dialogs'));
    const stop = afterFirstPicture(() => done.push('stopped'));
    stop();
    const asking = queries.fetchQuery({
      queryKey: ['workflow'],
      queryFn: () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
    });
    rendered();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(done).toEqual([]);
    answer('drawn');
    await asking;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(done).toEqual(['dialogs']);
    afterFirstPicture(() => done.push('later'));
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['dialogs', 'later']);
    queries.clear();
  });
});
