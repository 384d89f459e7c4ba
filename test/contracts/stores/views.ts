import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { at, freshId } from './build.ts';

/** What saved views keep, and for whom. */
export function viewContract(stores: () => Stores): void {
  describe('saved views', () => {
    it('are seen by whoever made them, and by everybody once they are shared', async () => {
      const { views } = stores();
      const [anna, ben] = [freshId('anna'), freshId('ben')];
      const view = {
        id: freshId('view'),
        place: 'accounts',
        name: 'Mine',
        search: { plan: 'pro' },
        shared: false,
        owner: anna,
        createdAt: at(0),
      } as const;
      await views.insert(view);
      await views.insert({ ...view, id: freshId('view'), place: 'tasks' });
      expect(await views.byId(view.id)).toEqual(view);
      const seen = async (by: string) =>
        (await views.seenBy(by, 'accounts')).filter(({ id }) => id === view.id);
      expect(await seen(anna)).toEqual([view]);
      expect(await seen(ben)).toEqual([]);
      await views.save({ ...view, name: 'Ours', shared: true });
      expect(await seen(ben)).toEqual([{ ...view, name: 'Ours', shared: true }]);
      await views.deletePrivate(anna);
      expect(await views.seenBy(anna, 'tasks')).toEqual([]);
      expect(await seen(anna)).toHaveLength(1);
      expect(await views.delete(view.id)).toBe(true);
      expect(await views.delete(view.id)).toBe(false);
    });
  });
}
