import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import type { Opening, SignalRecord } from '../../../server/ports/signals.ts';
import { signalSchema } from '../../../shared/signal.ts';
import { at, freshId } from './build.ts';

const opensWhen = { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] };

function anOpening(differs: Partial<Opening> = {}): Opening {
  return {
    id: freshId('opening'),
    signal: 'quiet',
    subject: `c:${freshId('subject')}`,
    turn: 1,
    open: true,
    openedAt: at(0),
    why: [],
    ...differs,
  };
}

/** Signals, and when they were open for whom. */
export function signalContract(stores: () => Stores): void {
  describe('signals', () => {
    it('are written once by one of two who read the same, and bump the epoch', async () => {
      const { signals, workflows } = stores();
      const key = freshId('signal').toLowerCase();
      const record: SignalRecord = {
        id: key,
        document: signalSchema.parse({ key: 'quiet', name: 'Quiet', opensWhen }),
        on: true,
        edited: false,
        rev: 1,
        createdAt: at(0),
        updatedAt: at(0),
      };
      const epoch = await workflows.epoch();
      expect(await signals.save(record, 0)).toBe(true);
      expect(await signals.save(record, 0)).toBe(false);
      expect(await workflows.epoch()).toBeGreaterThan(epoch);
      expect(await signals.save({ ...record, on: false, rev: 2 }, 1)).toBe(true);
      expect((await signals.byIds([key])).get(key)).toMatchObject({ on: false });
      expect((await signals.all()).map(({ id }) => id)).toContain(key);
      await signals.delete(key);
      expect(await signals.byIds([key])).toEqual(new Map());
    });

    it('are opened once and resolved by a later turn only', async () => {
      const { openings } = stores();
      const [first, other] = [anOpening(), anOpening({ openedAt: at(5) })];
      await openings.insert([first, other]);
      await openings.insert([{ ...first, openedAt: at(9) }]);
      const { signal, subject } = first;
      await openings.resolve([{ signal, subject, turn: 1, at: at(7) }]);
      expect((await openings.openFor([subject, other.subject])).size).toBe(2);
      expect(await openings.byIds([first.id, 'none'])).toEqual(new Map([[first.id, first]]));
      expect(await openings.byIds([])).toEqual(new Map());
      await openings.resolve([{ signal, subject, turn: 2, at: at(8) }]);
      await openings.resolve([{ signal, subject, turn: 2, at: at(9) }]);
      const again = anOpening({ signal, subject, turn: 3, openedAt: at(10) });
      await openings.insert([again]);
      const all = await openings.ofSubject(subject, { limit: 1 });
      expect(all.items).toEqual([again]);
      const rest = await openings.ofSubject(subject, { limit: 5, after: all.next });
      expect(rest.items).toEqual([{ ...first, open: false, resolvedAt: at(8) }]);
      expect((await openings.ofSubject(subject, { limit: 5, open: true })).items).toEqual([again]);
    });

    it('are listed with those it is open for, and end for everybody at once', async () => {
      const { openings } = stores();
      const signal = freshId('signal');
      const made = [1, 2, 3].map((hour) => anOpening({ signal, openedAt: at(hour) }));
      await openings.insert(made);
      const open = async () => (await openings.ofSignal(signal, { limit: 5, open: true })).items.length;
      expect(await open()).toBe(3);
      await openings.deleteOfSubjects([made[0]?.subject ?? '']);
      expect(await open()).toBe(2);
      await openings.resolveAll(signal, at(9));
      expect(await open()).toBe(0);
    });
  });
}
