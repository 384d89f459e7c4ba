import type { Dice } from '../../../server/use-cases/demo/dice.ts';
import type { Db } from '../served.ts';
import { Journal } from './journal.ts';

interface NamedIndex {
  name: string;
  key: Record<string, 1 | -1>;
  unique?: boolean;
  sparse?: boolean;
  hidden?: boolean;
  partialFilterExpression?: object;
}

/** Indexes that come and go over the documents of the other writers. */
const indexes: readonly [NamedIndex, ...NamedIndex[]] = [
  { name: 'code', key: { code: 1 }, unique: true },
  { name: 'group-at', key: { group: 1, at: -1 } },
  { name: 'tags', key: { tags: 1 } },
  { name: 'busy', key: { count: 1 }, partialFilterExpression: { count: { $gt: 5 } } },
  { name: 'note', key: { note: 1 }, sparse: true },
  { name: 'hidden', key: { owner: 1, code: 1 }, hidden: true },
];

/** A client that makes and drops indexes and collections, and remembers which are there. */
export class CatalogueWriter {
  readonly journal = new Journal();
  private readonly dice: Dice;
  private last = 0;

  constructor(dice: Dice) {
    this.dice = dice;
  }

  /** Works until the database is gone; throws what ended it. */
  async work(db: Db): Promise<never> {
    for (;;) {
      if (this.dice.chance(0.7)) await this.toggleIndex(db);
      else await this.changeCollection(db);
    }
  }

  /** Compares the journal with the indexes and collections there are. */
  async check(db: Db): Promise<string[]> {
    const found = new Map<string, unknown>();
    for (const { name } of await db.listCollections().toArray()) {
      // On a busy machine the first kill may come before the first write.
      if (name === 'records') {
        for (const index of await db.collection('records').indexes()) {
          if (index.name !== '_id_') found.set(`index ${index.name}`, true);
        }
      } else if (name.startsWith('passing-')) found.set(name, await db.collection(name).countDocuments());
    }
    return this.journal.reconcile(found);
  }

  private toggleIndex(db: Db): Promise<void> {
    const index = this.dice.oneOf(indexes);
    const key = `index ${index.name}`;
    if (this.journal.get(key)) {
      return this.journal.perform(new Map([[key, undefined]]), () =>
        db.collection('records').dropIndex(index.name),
      );
    }
    const { key: fields, ...options } = index;
    return this.journal.perform(new Map([[key, true]]), () =>
      db.collection('records').createIndex(fields, options),
    );
  }

  private changeCollection(db: Db): Promise<void> {
    const there = this.journal.keys().filter((key) => key.startsWith('passing-'));
    const [first, ...others] = there;
    this.last += 1;
    const fresh = `passing-${this.last}`;
    if (first === undefined || this.dice.chance(0.4)) {
      return this.journal.perform(new Map([[fresh, 0]]), () => db.createCollection(fresh));
    }
    const one = this.dice.oneOf([first, ...others]);
    const count = Number(this.journal.get(one));
    const collection = db.collection(one);
    if (this.dice.chance(0.3)) {
      return this.journal.perform(new Map([[one, undefined]]), () => collection.drop());
    }
    if (this.dice.chance(0.3)) {
      const moved = new Map<string, unknown>([
        [one, undefined],
        [fresh, count],
      ]);
      return this.journal.perform(moved, () => collection.rename(fresh), true);
    }
    return this.journal.perform(new Map([[one, count + 1]]), () => collection.insertOne({ at: this.last }));
  }
}
