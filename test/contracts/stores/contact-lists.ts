import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import { type Consent, contactSort } from '../../../shared/contact.ts';
import { aContact, at, freshId } from './build.ts';
import { walk } from './walk.ts';

export function contactListContract(stores: () => Stores): void {
  describe('lists of contacts', () => {
    it('are listed last seen first, complete and without repeats while new ones arrive', async () => {
      const { contacts } = stores();
      const word = freshId('listed');
      const named = (minute: number) => aContact({ traits: { name: word }, lastSeenAt: at(minute) });
      const there = [5, 3, 3, 3, 9, 1, 7].map(named);
      await contacts.insert(there);
      const seen = await walk(
        (request) => contacts.list({ ...request, search: word }),
        2,
        async () => void (await contacts.insert([named(8), named(3)])),
      );
      const times = seen.map((contact) => contact.lastSeenAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(there.map(({ id }) => id)));
      const first = await contacts.list({ limit: 1 });
      expect(first.next).toEqual([first.items[0]?.lastSeenAt.getTime(), first.items[0]?.id]);
      expect(await contacts.count()).toBeGreaterThanOrEqual(seen.length);
    });

    it('are listed either way by name, first and last sight, narrowed by consent and by when they were seen', async () => {
      const { contacts } = stores();
      const word = freshId('sorted');
      const named = (name: string, minute: number, email: Consent) =>
        aContact({
          traits: { name: `${word} ${name}` },
          appearedAt: at(-minute),
          lastSeenAt: at(minute),
          permissions: { email, phone: 'unknown', topicsOff: [] },
        });
      await contacts.insert([
        named('Zofia', 1, 'granted'),
        named('Łucja', 2, 'denied'),
        named('ábel', 3, 'granted'),
        named('Marek', 4, 'unknown'),
      ]);
      const names = async (filter: Omit<Parameters<typeof contacts.list>[0], 'limit'>) =>
        (await walk((request) => contacts.list({ ...request, ...filter, search: word }), 1)).map(
          ({ traits }) => String(traits.name).slice(word.length + 1),
        );
      expect(await names({ order: 'name' })).toEqual(['ábel', 'Łucja', 'Marek', 'Zofia']);
      expect(await names({ order: 'name', direction: 'desc' })).toEqual(['Zofia', 'Marek', 'Łucja', 'ábel']);
      expect(await names({ order: 'appeared' })).toEqual(['Zofia', 'Łucja', 'ábel', 'Marek']);
      expect(await names({ order: 'seen', direction: 'asc' })).toEqual(['Zofia', 'Łucja', 'ábel', 'Marek']);
      expect(await names({ mail: 'granted' })).toEqual(['ábel', 'Zofia']);
      expect(await names({ seenFrom: at(2), seenBefore: at(4) })).toEqual(['ábel', 'Łucja']);
      expect(await names({ seenFrom: at(2), mail: 'granted', direction: 'asc' })).toEqual(['ábel']);
      for (const listed of [{}, { mail: 'granted' as const }, { seenFrom: at(2), seenBefore: at(4) }])
        expect(await contacts.countListed({ ...listed, search: word })).toBe((await names(listed)).length);
      expect(await contacts.countListed({})).toBe(await contacts.count());
      expect(await contacts.countListed({ mail: 'granted' })).toBeGreaterThan(1);
      // Not of a search alone, whose index would do for any order.
      for (const order of contactSort.options)
        expect((await contacts.list({ limit: 1, order, direction: 'asc' })).items).toHaveLength(1);
      expect((await contacts.list({ limit: 1, mail: 'denied' })).items).toHaveLength(1);
      await expect(contacts.list({ limit: 1, order: 'name', after: [5, 'x'] })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      });
    });

    it('are searched by the start of user id, e-mail and any word of the name, whatever the case', async () => {
      const { contacts } = stores();
      const mark = freshId('Mark');
      const contact = aContact({
        userId: `${mark}-ID.1`,
        email: `${mark}.X+1@example.com`,
        traits: { firstName: `Zoë${mark}`, lastName: `O'${mark} (Jr)` },
      });
      await contacts.insert([contact]);
      for (const search of [`${mark}-id.`, `${mark}.x+`, `zoë${mark}`, `O'${mark} (`])
        expect((await contacts.list({ limit: 5, search })).items.map(({ id }) => id)).toEqual([contact.id]);
      expect((await contacts.list({ limit: 5, search: `.*${mark}` })).items).toEqual([]);
    });
  });
}
