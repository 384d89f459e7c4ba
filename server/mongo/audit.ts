import type { AuditStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { toStored } from './stored.ts';

const definition = define('audit', { at: Date }, [[{ at: -1, _id: -1 }]]);

/** The log of who changed what; it is only ever added to. */
export function auditStore(open: OpenShelf): AuditStore {
  const shelf = open(definition);
  return {
    async append(entry) {
      await shelf.insert([toStored(entry)]);
    },
  };
}
