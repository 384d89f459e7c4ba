import type { Dice } from '../../../server/use-cases/demo/dice.ts';
import type { Db } from '../served.ts';
import { type Change, Journal } from './journal.ts';

/** One of a writer's documents. */
export interface Entry {
  _id: string;
  owner: number;
  /** Never the same twice, of all writers. */
  code: string;
  group: number;
  count: number;
  tags: string[];
  at: Date;
  note: string;
}

/** A client that inserts, changes and deletes documents of its own, and keeps a journal of what was acknowledged. */
export class RecordWriter {
  readonly journal = new Journal();
  private readonly owner: number;
  private readonly dice: Dice;
  private last = 0;

  constructor(owner: number, dice: Dice) {
    this.owner = owner;
    this.dice = dice;
  }

  /** Works until the database is gone; throws what ended it. */
  async work(db: Db): Promise<never> {
    for (;;) await this.step(db);
  }

  /** Compares the journal with what is stored. */
  async check(db: Db): Promise<string[]> {
    const found = await db.collection<Entry>('records').find({ owner: this.owner }).toArray();
    return this.journal.reconcile(new Map(found.map((entry) => [entry._id, entry])));
  }

  private step(db: Db): Promise<void> {
    const known = this.journal.keys();
    if (known.length < 20) return this.insertMany(db, this.dice.between(50, 300));
    const kinds: [() => Promise<void>, ...(() => Promise<void>)[]] = [
      () => this.insertOne(db),
      () => this.insertMany(db, this.dice.between(2, 120)),
      () => this.updateOne(db),
      () => this.replaceOne(db),
      () => this.updateGroup(db),
      () => this.findOneAndUpdate(db),
      () => this.findOneAndDelete(db),
      () => this.bulk(db),
      known.length > 600 ? () => this.deleteGroup(db) : () => this.deleteOne(db),
    ];
    return this.dice.oneOf(kinds)();
  }

  private fresh(): Entry {
    this.last += 1;
    const name = `${this.owner}-${this.last}`;
    return {
      _id: `record-${name}`,
      owner: this.owner,
      code: `code-${name}`,
      group: this.dice.between(0, 5),
      count: 0,
      tags: Array.from({ length: this.dice.between(0, 4) }, (_, n) => `tag-${n}`),
      at: new Date(1.7e12 + this.last),
      note: 'x'.repeat(this.dice.chance(0.05) ? this.dice.between(3_000, 60_000) : this.dice.between(0, 400)),
    };
  }

  private any(): Entry {
    const [first = '', ...others] = this.journal.keys();
    return this.journal.get(this.dice.oneOf([first, ...others])) as Entry;
  }

  private all(group: number): Entry[] {
    return this.journal
      .keys()
      .map((key) => this.journal.get(key) as Entry)
      .filter((entry) => entry.group === group);
  }

  private insertOne(db: Db): Promise<void> {
    const entry = this.fresh();
    return this.journal.perform(changeTo([entry]), () => records(db).insertOne(entry));
  }

  private insertMany(db: Db, count: number): Promise<void> {
    const entries = Array.from({ length: count }, () => this.fresh());
    return this.journal.perform(changeTo(entries), () => records(db).insertMany(entries), true);
  }

  private updateOne(db: Db): Promise<void> {
    const was = this.any();
    const after = { ...was, count: was.count + 1, tags: [...was.tags.slice(-5), `tag-${was.count}`] };
    return this.journal.perform(changeTo([after]), () =>
      records(db).updateOne({ _id: was._id }, { $inc: { count: 1 }, $set: { tags: after.tags } }),
    );
  }

  private replaceOne(db: Db): Promise<void> {
    const { _id, code } = this.any();
    const after = { ...this.fresh(), _id, code };
    return this.journal.perform(changeTo([after]), () => records(db).replaceOne({ code }, after));
  }

  private updateGroup(db: Db): Promise<void> {
    const group = this.dice.between(0, 5);
    const change = changeTo(this.all(group).map((entry) => ({ ...entry, count: entry.count + 10 })));
    return this.journal.perform(change, () =>
      records(db).updateMany({ owner: this.owner, group }, { $inc: { count: 10 } }),
    );
  }

  private findOneAndUpdate(db: Db): Promise<void> {
    const was = this.any();
    const after = { ...was, code: `${was.code.slice(0, 40)}+`, group: this.dice.between(0, 5) };
    return this.journal.perform(changeTo([after]), () =>
      records(db).findOneAndUpdate({ code: was.code }, { $set: { code: after.code, group: after.group } }),
    );
  }

  private findOneAndDelete(db: Db): Promise<void> {
    const { _id, code } = this.any();
    return this.journal.perform(new Map([[_id, undefined]]), () => records(db).findOneAndDelete({ code }));
  }

  private deleteOne(db: Db): Promise<void> {
    const { _id } = this.any();
    return this.journal.perform(new Map([[_id, undefined]]), () => records(db).deleteOne({ _id }));
  }

  private deleteGroup(db: Db): Promise<void> {
    const group = this.dice.between(0, 5);
    const change = new Map(this.all(group).map(({ _id }) => [_id, undefined]));
    return this.journal.perform(change, () => records(db).deleteMany({ owner: this.owner, group }));
  }

  private bulk(db: Db): Promise<void> {
    const [first, second] = [this.any(), this.any()];
    const added = this.fresh();
    const changed = { ...first, count: -1 };
    const isOne = first._id === second._id;
    const change = new Map<string, unknown>([
      [added._id, added],
      [first._id, isOne ? undefined : changed],
      [second._id, undefined],
    ]);
    const operations = [
      { insertOne: { document: added } },
      ...(isOne ? [] : [{ updateOne: { filter: { _id: first._id }, update: { $set: { count: -1 } } } }]),
      { deleteOne: { filter: { _id: second._id } } },
    ];
    return this.journal.perform(change, () => records(db).bulkWrite(operations), true);
  }
}

function records(db: Db) {
  return db.collection<Entry>('records');
}

function changeTo(entries: readonly Entry[]): Change {
  return new Map(entries.map((entry) => [entry._id, entry]));
}
