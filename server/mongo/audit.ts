import type { AuditEntry, AuditStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('audit', { target: String, at: Date }, [
  [{ at: -1, _id: -1 }],
  [{ target: 1, at: -1, _id: -1 }],
]);

/** The log of who changed what; lines are only ever added, and what they tell of an erased person is taken out. */
export function auditStore(open: OpenShelf): AuditStore {
  const shelf = open(definition);
  return {
    async append(entry) {
      await shelf.insert([toStored(entry)]);
    },
    async redact(target, as) {
      await shelf.changeAll({ target }, { $set: { target: as }, $unset: { detail: '' } });
    },
    ofTarget: (target, request) =>
      readPage<AuditEntry>(
        shelf,
        { target },
        { order: { field: 'at', direction: -1, type: 'date' }, request, read: fromStored },
      ),
  };
}
