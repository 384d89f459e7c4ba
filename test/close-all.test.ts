import { describe, expect, it } from 'vitest';
import { closeAll } from '../server/close-all.ts';

describe('closing what a process has open', () => {
  it('goes from the last that was opened to the first, whatever fails or hangs on the way', async () => {
    const told: string[] = [];
    const log = { error: (_detail: object, message: string) => void told.push(message) };
    await closeAll(
      [
        () => told.push('database'),
        () => new Promise(() => undefined),
        () => {
          throw new Error('at once');
        },
        async () => {
          throw new Error('later');
        },
        () => told.push('port'),
      ],
      log as never,
      5,
    );
    expect(told).toEqual([
      'port',
      'Something did not close cleanly',
      'Something did not close cleanly',
      'Something did not close in time, and was left',
      'database',
    ]);
  });
});
