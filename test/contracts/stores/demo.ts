import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { at } from './build.ts';

export function demoContract(stores: () => Stores): void {
  describe('the live mode of the demo', () => {
    it('is moved on by one sender at a time, until it is stopped', async () => {
      const { demoLive } = stores();
      const live = { startedAt: at(0), until: at(120), sentUntil: at(0), sent: 0 };
      await demoLive.start(live);
      expect(await demoLive.get()).toEqual(live);
      expect(await demoLive.advance(at(0), at(1), 7)).toBe(true);
      expect(await demoLive.advance(at(0), at(2), 9)).toBe(false);
      expect(await demoLive.get()).toEqual({ ...live, sentUntil: at(1), sent: 7 });
      await demoLive.start({ ...live, startedAt: at(5), sentUntil: at(5) });
      expect(await demoLive.get()).toMatchObject({ startedAt: at(5), sent: 0 });
      await demoLive.stop();
      expect(await demoLive.get()).toBeUndefined();
      expect(await demoLive.advance(at(5), at(6), 1)).toBe(false);
    });
  });
}
