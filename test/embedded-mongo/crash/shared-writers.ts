import type { Dice } from '../../../server/use-cases/demo/dice.ts';
import type { Db } from '../served.ts';

interface Counter {
  _id: number;
  value: number;
}

interface Mortal {
  _id: string;
  expires: Date;
}

const COUNTERS = 3;

/** What many clients do to the same documents: take numbers from counters, and leave documents that expire. */
export class SharedWriters {
  acknowledged = 0;
  readonly faults: string[] = [];
  private readonly highest = new Map<number, number>();
  private readonly given = new Set<string>();
  private readonly lasting = new Set<string>();
  private last = 0;

  /** Takes numbers until the database is gone. No two calls may be given the same one. */
  async count(db: Db, dice: Dice): Promise<never> {
    for (;;) {
      const id = dice.between(1, COUNTERS);
      const after = await db
        .collection<Counter>('counters')
        .findOneAndUpdate({ _id: id }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' });
      const value = after?.value ?? 0;
      if (this.given.has(`${id}:${value}`)) this.faults.push(`counter ${id} gave ${value} twice`);
      this.given.add(`${id}:${value}`);
      this.highest.set(id, Math.max(this.highest.get(id) ?? 0, value));
      this.acknowledged += 1;
    }
  }

  /** Leaves documents until the database is gone: some whose time is over, some whose time is far off. */
  async leave(db: Db, dice: Dice): Promise<never> {
    const mortals = db.collection<Mortal>('mortals');
    await mortals.createIndex({ expires: 1 }, { expireAfterSeconds: 1 });
    for (;;) {
      this.last += 1;
      const lasts = dice.chance(0.3);
      const _id = `${lasts ? 'lasting' : 'passing'}-${this.last}`;
      await mortals.insertOne({ _id, expires: new Date(lasts ? '2100-01-01' : '2001-01-01') });
      if (lasts) this.lasting.add(_id);
      this.acknowledged += 1;
    }
  }

  /** Says which acknowledged numbers and documents are gone. */
  async check(db: Db): Promise<string[]> {
    const faults = this.faults.splice(0);
    for (const { _id, value } of await db.collection<Counter>('counters').find().toArray()) {
      const highest = this.highest.get(_id) ?? 0;
      if (value < highest) faults.push(`counter ${_id} is ${value} and had given ${highest}`);
      this.highest.set(_id, Math.max(highest, value));
    }
    const found = new Set((await db.collection<Mortal>('mortals').find().toArray()).map(({ _id }) => _id));
    for (const id of this.lasting) if (!found.has(id)) faults.push(`${id} is gone before its time`);
    return faults;
  }
}
