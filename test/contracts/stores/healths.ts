import { describe, expect, it } from 'vitest';
import type { FoundHealth } from '../../../server/ports/health.ts';
import type { Stores } from '../../../server/ports/index.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { at, freshId } from './build.ts';

function aHealth(differs: Partial<FoundHealth> = {}): FoundHealth {
  return {
    id: `a:${freshId('subject')}`,
    kind: 'account',
    score: 50,
    band: 'watch',
    bandSince: at(0),
    parts: [],
    leftOut: ['billing'],
    at: at(0),
    turn: 1,
    ...differs,
  };
}

/** How healthy everybody is, and was. */
export function healthContract(stores: () => Stores): void {
  describe('health', () => {
    it('is what was found last, with what it was at the end of each day', async () => {
      const { healths } = stores();
      const first = aHealth();
      const today = dayOf(first.at.getTime());
      const later = (days: number) => new Date(first.at.getTime() + days * DAY);
      await healths.put([first]);
      await healths.put([{ ...first, turn: 2, score: 60 }]);
      await healths.put([
        { ...first, turn: 3, score: 30, band: 'atRisk', bandSince: later(2), at: later(2) },
      ]);
      // A worker that was slow comes with what it found before.
      await healths.put([{ ...first, turn: 2, score: 99 }]);
      expect((await healths.byIds([first.id])).get(first.id)).toEqual({
        id: first.id,
        kind: 'account',
        score: 30,
        band: 'atRisk',
        bandSince: later(2),
        parts: [],
        leftOut: ['billing'],
        at: later(2),
        days: [
          { day: today, score: 60 },
          { day: today + 2, score: 30 },
        ],
      });
      await healths.put([
        { ...first, turn: 4, score: 31, at: later(401), earlier: [{ day: today + 400, score: 9 }] },
      ]);
      expect((await healths.byIds([first.id])).get(first.id)?.days).toEqual([
        { day: today + 2, score: 30 },
        { day: today + 400, score: 9 },
        { day: today + 401, score: 31 },
      ]);
      await healths.delete([first.id]);
      expect((await healths.byIds([first.id])).size).toBe(0);
    });

    it('is listed with the least healthy first, by band where asked, and counted', async () => {
      const { healths } = stores();
      const before = await healths.counts('account');
      const made = [41, 12, 90].map((score) =>
        aHealth({ score, band: score < 40 ? 'atRisk' : score < 70 ? 'watch' : 'healthy' }),
      );
      await healths.put(made);
      expect(await healths.counts('account')).toEqual({
        healthy: before.healthy + 1,
        watch: before.watch + 1,
        atRisk: before.atRisk + 1,
      });
      const ids = new Set(made.map(({ id }) => id));
      const all = await healths.list('account', { limit: 200 });
      expect(all.items.filter(({ id }) => ids.has(id)).map(({ score }) => score)).toEqual([12, 41, 90]);
      const page = await healths.list('account', { limit: 1 });
      expect((await healths.list('account', { limit: 200, after: page.next })).items).toHaveLength(
        all.items.length - 1,
      );
      const atRisk = await healths.list('account', { limit: 200, band: 'atRisk' });
      expect(atRisk.items.every(({ band }) => band === 'atRisk')).toBe(true);
    });
  });
}
