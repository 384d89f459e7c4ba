import { define, type OpenShelf } from './definition.ts';

const definition = define('epoch', { value: Number });
const ID = 'epoch';

/** A number that grows when something changed that processes keep in memory. */
export interface Epoch {
  read(): Promise<number>;
  /** Repeated after a lost answer it may grow by two: only growing counts. */
  bump(): Promise<void>;
}

/** The epoch of this workspace. */
export function openEpoch(open: OpenShelf): Epoch {
  const shelf = open(definition);
  return {
    async read() {
      const found = await shelf.first({ _id: ID });
      return typeof found?.value === 'number' ? found.value : 0;
    },
    async bump() {
      await shelf.change({ _id: ID }, { $inc: { value: 1 } }, { upsert: true });
    },
  };
}
