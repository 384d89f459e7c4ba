import { problem } from '../../shared/problems.ts';
import type { VersionRecord, WorkflowRecord, WorkflowStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Epoch } from './epoch.ts';
import { saveGuarded } from './guarded.ts';
import { readPage } from './page.ts';
import { searchKeys, startingWith } from './search-keys.ts';
import type { Shelf } from './shelf.ts';
import { byId, fromStored, newWriter, type Stored, toStored } from './stored.ts';
import { versionStore } from './versions.ts';

const definition = define(
  'workflows',
  { key: String, status: String, searchKeys: [String], updatedAt: Date, rev: Number },
  [
    [{ key: 1 }, { unique: true, sparse: true }],
    [{ updatedAt: -1, _id: -1 }],
    [{ status: 1, updatedAt: -1, _id: -1 }],
    [{ searchKeys: 1 }],
  ],
);

/** Drafts, what is published of them, and the epoch that tells processes to read again. */
export function workflowStore(open: OpenShelf, epoch: Epoch): WorkflowStore {
  const shelf = open(definition);
  const { readMany, deleteOf, ...versions } = versionStore(open);
  return {
    async insert(record) {
      const writer = newWriter();
      const refused = await shelf.insert([{ ...toDocument(record), writer }], { writer });
      if (refused.size > 0) throw keyTaken(record);
      await epoch.bump();
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<WorkflowRecord>(found);
    },
    async byKey(key) {
      const found = await shelf.first({ key });
      return found && fromStored<WorkflowRecord>(found);
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async save(record, was) {
      const lost = await saveGuarded(shelf, [{ was, after: record }], toDocument);
      if (lost.size === 0) {
        await epoch.bump();
        return true;
      }
      if (await isTaken(shelf, record)) throw keyTaken(record);
      return false;
    },
    async delete(id) {
      await shelf.remove({ _id: id });
      await deleteOf(id);
      await epoch.bump();
    },
    list: ({ status, search, ...request }) =>
      readPage<WorkflowRecord>(
        shelf,
        { ...(status === undefined ? {} : { status }), ...startingWith(search) },
        { order: { field: 'updatedAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    ...versions,
    async published() {
      const records = (await shelf.find({ status: { $in: ['live', 'paused'] } })).map((document) =>
        fromStored<WorkflowRecord>(document),
      );
      const versionOf = await readMany(
        records.flatMap(({ id, liveVersion }) =>
          liveVersion === undefined ? [] : { id, version: liveVersion },
        ),
      );
      return records.flatMap((record) => {
        const version: VersionRecord | undefined = versionOf.get(record.id);
        return version ? { record, version } : [];
      });
    },
    epoch: () => epoch.read(),
    bumpEpoch: () => epoch.bump(),
  };
}

function toDocument(record: WorkflowRecord): Stored {
  return toStored(record, { searchKeys: searchKeys([record.name, record.key]) });
}

async function isTaken(shelf: Shelf, { id, key }: WorkflowRecord): Promise<boolean> {
  if (key === undefined) return false;
  const owner = await shelf.first({ key }, { projection: { _id: 1 } });
  return owner !== undefined && owner._id !== id;
}

function keyTaken({ id, key }: WorkflowRecord) {
  return problem('WORKFLOW_KEY_TAKEN', { key: key ?? id });
}
