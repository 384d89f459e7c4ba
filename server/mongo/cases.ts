import { type Case, isClosed } from '../../shared/case.ts';
import type { CaseStore } from '../ports/cases.ts';
import { define, type OpenShelf } from './definition.ts';
import { saveGuarded } from './guarded.ts';
import { readPage } from './page.ts';
import { fromStored, newWriter, type Stored, toStored } from './stored.ts';

const definition = define(
  'cases',
  { accountId: String, owner: String, stage: String, openedAt: Date, rev: Number },
  [
    // Two people and a signal may open a case at once: one of them does.
    [
      { 'lists.openFor': 1 },
      { unique: true, partialFilterExpression: { 'lists.openFor': { $exists: true } } },
    ],
    [{ accountId: 1, openedAt: -1, _id: -1 }],
    [{ 'lists.open': 1, openedAt: -1, _id: -1 }],
    [{ owner: 1, 'lists.open': 1, openedAt: -1, _id: -1 }],
    [{ stage: 1, openedAt: -1, _id: -1 }],
    [{ openedAt: -1, _id: -1 }],
  ],
);

/** Rescues of accounts. */
export function caseStore(open: OpenShelf): CaseStore {
  const shelf = open(definition);
  return {
    async insert(record) {
      const writer = newWriter();
      return (await shelf.insert([{ ...toDocument(record), writer }], { writer })).size === 0;
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<Case>(found);
    },
    async save(record, was) {
      return (await saveGuarded(shelf, [{ was, after: record }], toDocument)).size === 0;
    },
    async openOf(accountIds) {
      if (accountIds.length === 0) return new Map();
      const found = await shelf.find({ 'lists.openFor': { $in: [...accountIds] } });
      return new Map(
        found.map((document) => {
          const record = fromStored<Case>(document);
          return [record.accountId, record];
        }),
      );
    },
    list: ({ accountId, open: isOpen, owner, stage, ...request }) =>
      readPage<Case>(
        shelf,
        {
          ...(accountId === undefined ? {} : { accountId }),
          ...(owner === undefined ? {} : { owner }),
          ...(isOpen === undefined ? {} : { 'lists.open': isOpen }),
          ...(stage === undefined ? {} : { stage }),
        },
        { order: { field: 'openedAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    async deleteOf(accountIds) {
      if (accountIds.length > 0) await shelf.remove({ accountId: { $in: [...accountIds] } });
    },
  };
}

function toDocument(record: Case): Stored {
  const isOpen = !isClosed(record.stage);
  return toStored(record, {
    lists: { open: isOpen, ...(isOpen ? { openFor: record.accountId } : {}) },
  });
}
