import type { VersionRecord, WorkflowStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import { newWriter, type Stored } from './stored.ts';

const definition = define('versions', { workflowId: String, version: Number }, [
  [{ workflowId: 1, version: -1, _id: -1 }],
]);

type Versions = Pick<WorkflowStore, 'insertVersion' | 'version' | 'versions'> & {
  /** The named version of each workflow, by the workflow's id. */
  readMany(wanted: readonly { id: string; version: number }[]): Promise<Map<string, VersionRecord>>;
  deleteOf(workflowId: string): Promise<void>;
};

/** Published versions: written once, never changed. */
export function versionStore(open: OpenShelf): Versions {
  const shelf = open(definition);
  return {
    async insertVersion(version) {
      const writer = newWriter();
      const document = { _id: idOf(version.workflowId, version.version), ...version, writer };
      return (await shelf.insert([document], { writer })).size === 0;
    },
    async version(workflowId, version) {
      const found = await shelf.first({ _id: idOf(workflowId, version) });
      return found && toVersion(found);
    },
    versions: (workflowId, request) =>
      readPage(
        shelf,
        { workflowId },
        { order: { field: 'version', direction: -1, type: 'number' }, request, read: toVersion },
      ),
    async readMany(wanted) {
      if (wanted.length === 0) return new Map();
      const found = await shelf.find({ _id: { $in: wanted.map(({ id, version }) => idOf(id, version)) } });
      return new Map(found.map(toVersion).map((version) => [version.workflowId, version]));
    },
    async deleteOf(workflowId) {
      await shelf.remove({ workflowId });
    },
  };
}

function idOf(workflowId: string, version: number): string {
  return `${workflowId}:${version}`;
}

function toVersion(document: Stored): VersionRecord {
  const { _id, writer: _writer, ...version } = document;
  return version as unknown as VersionRecord;
}
