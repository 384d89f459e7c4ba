import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roomFor } from '../../../server/engine/caps.ts';
import type { Stores } from '../../../server/ports/index.ts';
import type { CapPlace } from '../../../shared/frequency-cap.ts';
import { at, freshId } from './build.ts';

export function capContract(stores: () => Stores): void {
  const daily = [{ most: 1, per: '1d' }];
  const DAY = 24 * 60;
  const idsOf = (places: readonly CapPlace[] | undefined) => places?.map(({ id }) => id);

  describe('places under frequency caps', () => {
    it('are taken in the order asked while there is room', async () => {
      const { caps } = stores();
      const [one, other] = [freshId('caps'), freshId('caps')];
      const taken = await caps.reserve(
        [
          { id: 'a', contactId: one },
          { id: 'b', contactId: one },
          { id: 'c', contactId: other },
        ],
        daily,
        at(0),
      );
      expect(taken.get(one)).toEqual([{ id: 'a', at: at(0) }]);
      expect(idsOf(taken.get(other))).toEqual(['c']);
    });

    it('are taken once by a message, however often it asks', async () => {
      const { caps } = stores();
      const contactId = freshId('caps');
      const twice = [{ most: 2, per: '1d' }];
      await caps.reserve([{ id: 'a', contactId }], twice, at(0));
      const taken = await caps.reserve([{ id: 'a', contactId }], twice, at(5));
      expect(taken.get(contactId)).toEqual([{ id: 'a', at: at(0) }]);
    });

    it('are never given to more workers at once than there are', async () => {
      const { caps } = stores();
      const contactId = freshId('caps');
      const limit = [{ most: 3, per: '1d' }];
      const wishes = Array.from({ length: 12 }, (_, index) => [{ id: `m${index}`, contactId }]);
      await Promise.all(wishes.map((wish) => caps.reserve(wish, limit, at(0))));
      const taken = await caps.reserve([{ id: 'late', contactId }], limit, at(1));
      expect(taken.get(contactId)).toHaveLength(3);
      expect(idsOf(taken.get(contactId))).not.toContain('late');
    });

    it('come back when they are given back, and when their time is over', async () => {
      const { caps } = stores();
      const contactId = freshId('caps');
      await caps.reserve([{ id: 'a', contactId }], daily, at(0));
      await caps.release([
        { id: 'a', contactId },
        { id: 'never', contactId: freshId('caps') },
      ]);
      await caps.release([]);
      expect(idsOf((await caps.reserve([{ id: 'b', contactId }], daily, at(1))).get(contactId))).toEqual([
        'b',
      ]);
      const next = await caps.reserve([{ id: 'c', contactId }], daily, at(1 + DAY));
      expect(idsOf(next.get(contactId))).toEqual(['c']);
      await caps.deleteOfContacts([contactId]);
      expect(
        idsOf((await caps.reserve([{ id: 'd', contactId }], daily, at(2 + DAY))).get(contactId)),
      ).toEqual(['d']);
    });

    it('take ids and topics as they are, whatever characters they have', async () => {
      const { caps } = stores();
      const contactId = freshId('caps');
      const limit = [{ most: 1, per: '1d', topic: '$news' }];
      const taken = await caps.reserve([{ id: '$id', contactId, topic: '$news' }], limit, at(0));
      expect(taken.get(contactId)).toEqual([{ id: '$id', at: at(0), topic: '$news' }]);
      expect(await caps.reserve([], limit, at(0))).toEqual(new Map());
    });

    it('are left exactly where the rule for room says there is some', async () => {
      const topic = fc.option(fc.constantFrom('tips', 'news'), { nil: undefined });
      const cap = fc.record({
        most: fc.integer({ min: 1, max: 3 }),
        per: fc.constantFrom('1h', '3h', '1d'),
        topic,
      });
      const wish = fc.record({ minutes: fc.integer({ min: 0, max: 200 }), topic });
      await fc.assert(
        fc.asyncProperty(
          fc.array(cap, { minLength: 1, maxLength: 3 }),
          fc.array(wish, { maxLength: 8 }),
          async (limits, wishes) => {
            const contactId = freshId('caps');
            let now = 0;
            let known: CapPlace[] = [];
            for (const [index, { minutes, topic }] of wishes.entries()) {
              now += minutes;
              const id = `m${index}`;
              const fits = roomFor(topic, known, limits, at(now)) <= at(now);
              const taken =
                (await stores().caps.reserve([{ id, contactId, topic }], limits, at(now))).get(contactId) ??
                [];
              expect(taken.some((place) => place.id === id)).toBe(fits);
              if (fits) known = [...known, { id, at: at(now), topic }];
            }
          },
        ),
        { numRuns: 20 },
      );
    });
  });
}
