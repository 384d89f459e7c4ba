import type { Opening, OpeningStore, SignalRecord, SignalStore } from '../ports/signals.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';
import { type Reading, readPage } from './page.ts';
import { saveNew } from './save-new.ts';
import { byId, fromStored, toStored } from './stored.ts';

const definition = define('signals', { rev: Number });
const openingsDefinition = define(
  'openings',
  { subject: String, signal: String, open: Boolean, turn: Number, openedAt: Date, resolvedAt: Date },
  [
    [{ subject: 1, openedAt: -1, _id: -1 }],
    [{ subject: 1, open: 1, openedAt: -1, _id: -1 }],
    [{ signal: 1, open: 1, openedAt: -1, _id: -1 }],
    [{ signal: 1, openedAt: -1 }],
  ],
);

/** Conditions that mean danger, by key. */
export function signalStore(open: OpenShelf, epoch: Epoch): SignalStore {
  const shelf = open(definition);
  return {
    async byIds(keys) {
      return keys.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...keys] } }));
    },
    async all() {
      const found = await shelf.find({ _id: { $gt: '' } }, { sort: { _id: 1 } });
      return found.map((document) => fromStored<SignalRecord>(document));
    },
    async save(record, was) {
      const isSaved = await saveNew(shelf, record, was, toStored);
      if (isSaved) await epoch.bump();
      return isSaved;
    },
    async delete(key) {
      if (await shelf.take(key)) await epoch.bump();
    },
  };
}

/** For whom signals were open, from when to when, and why. */
export function openingStore(open: OpenShelf): OpeningStore {
  const shelf = open(openingsDefinition);
  const newestFirst = { field: 'openedAt', direction: -1, type: 'date' } as const;
  const reading = (request: Reading<Opening>['request']): Reading<Opening> => ({
    order: newestFirst,
    request,
    read: fromStored,
  });
  return {
    async insert(openings) {
      await shelf.insert(openings.map((opening) => toStored(opening)));
    },
    async resolve(items) {
      await shelf.write(
        items.map(({ signal, subject, turn, at }) => ({
          updateOne: {
            filter: { subject, open: true, signal, turn: { $lt: turn } },
            update: { $set: { open: false, resolvedAt: at } },
          },
        })),
        { ordered: false },
      );
    },
    async resolveAll(signal, at) {
      await shelf.changeAll({ signal, open: true }, { $set: { open: false, resolvedAt: at } });
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    ofSubject: (subject, { open: isOpen, ...request }) =>
      readPage(shelf, isOpen === undefined ? { subject } : { subject, open: isOpen }, reading(request)),
    ofSignal: (signal, { open: isOpen, ...request }) =>
      readPage(shelf, { signal, open: isOpen }, reading(request)),
    async opened(signal, from, until, limit) {
      const found = await shelf.find(
        { signal, openedAt: { $gt: from, $lte: until } },
        { sort: { openedAt: -1 }, limit, projection: { subject: 1, openedAt: 1 } },
      );
      return found.map((document) => fromStored<Pick<Opening, 'id' | 'subject' | 'openedAt'>>(document));
    },
    async openFor(subjects) {
      const found = new Map<string, Opening[]>();
      if (subjects.length === 0) return found;
      for (const document of await shelf.find({ subject: { $in: [...subjects] }, open: true })) {
        const opening = fromStored<Opening>(document);
        const known = found.get(opening.subject);
        if (known) known.push(opening);
        else found.set(opening.subject, [opening]);
      }
      for (const openings of found.values())
        openings.sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
      return found;
    },
    async deleteOfSubjects(subjects) {
      await shelf.remove({ subject: { $in: [...subjects] } });
    },
  };
}
