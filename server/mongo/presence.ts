import type { Presence, PresenceStore } from '../ports/workspace.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored } from './stored.ts';

/** Far longer than anybody counts as present, so that the clean-up need not be punctual. */
const KEPT = 3_600;
const MOST = 100;

const definition = define('presence', { workflowId: String, heardAt: Date }, [
  [{ workflowId: 1, heardAt: 1 }],
  [{ heardAt: 1 }, { expireAfterSeconds: KEPT }],
]);

/** Who has which workflow open: one small document per browser tab. */
export function presenceStore(open: OpenShelf): PresenceStore {
  const shelf = open(definition);
  return {
    async say({ step, ...presence }, heardAt) {
      await shelf.changeAndRead(
        { _id: idOf(presence.workflowId, presence.session) },
        step === undefined
          ? { $set: { ...presence, heardAt }, $unset: { step: '' } }
          : { $set: { ...presence, step, heardAt } },
        { upsert: true },
      );
    },
    async leave(workflowId, session) {
      await shelf.remove({ _id: idOf(workflowId, session) });
    },
    async of(workflowId, since) {
      const found = await shelf.find({ workflowId, heardAt: { $gt: since } }, { limit: MOST });
      return found
        .map((document) => {
          const {
            workflowId: of,
            session,
            person,
            name,
            step,
          } = fromStored<Presence & { id: string }>(document);
          return { workflowId: of, session, person, name, ...(step === undefined ? {} : { step }) };
        })
        .sort((a, b) => a.name.localeCompare(b.name) || a.session.localeCompare(b.session));
    },
  };
}

function idOf(workflowId: string, session: string): string {
  return `${workflowId}:${session}`;
}
