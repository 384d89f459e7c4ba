import { createHash } from 'node:crypto';
import type { NameStore, SeenName } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';

const kinds = ['event', 'contact', 'account'] as const satisfies readonly SeenName['kind'][];
const MOST_OF_A_KIND = 500;

const definition = define('names', { kind: String, name: String, lastSeenAt: Date }, [
  [{ kind: 1, lastSeenAt: -1 }],
]);

/** Names seen in calls, for suggestions. */
export function nameStore(open: OpenShelf): NameStore {
  const shelf = open(definition);
  return {
    async saw(names) {
      await shelf.write(
        names.map(({ kind, name, sample, firstAt, lastSeenAt }) => ({
          updateOne: {
            filter: { _id: idOf(kind, name) },
            update: {
              $set: { kind, name, sample },
              $max: { lastSeenAt },
              ...(firstAt ? { $min: { firstAt } } : {}),
            },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async all() {
      const found = await Promise.all(
        kinds.map((kind) => shelf.find({ kind }, { sort: { lastSeenAt: -1 }, limit: MOST_OF_A_KIND })),
      );
      return found.flat().map(({ _id, ...seen }) => seen as unknown as SeenName);
    },
    async forget(names, until) {
      const ids = names.map(({ kind, name }) => idOf(kind, name));
      if (ids.length > 0) await shelf.remove({ _id: { $in: ids }, lastSeenAt: { $lte: until } });
    },
    async forgetSamples(names) {
      const ids = names.map(({ kind, name }) => idOf(kind, name));
      if (ids.length > 0) await shelf.changeAll({ _id: { $in: ids } }, { $unset: { sample: '' } });
    },
  };
}

/** A name may be longer than an id may be. */
function idOf(kind: SeenName['kind'], name: string): string {
  return `${kind}:${createHash('sha256').update(name).digest('base64url')}`;
}
