import type { Store } from '../store/store.ts';
import type { Command, CommandContext, Reply } from './command.ts';

/** How often something was done, and how long it took altogether, in microseconds. */
interface Use {
  time: number;
  count: number;
}

const columns = [
  'total',
  'readLock',
  'writeLock',
  'queries',
  'getmore',
  'insert',
  'update',
  'remove',
  'commands',
] as const;
type Column = (typeof columns)[number];

const columnOf: Record<string, Column> = {
  find: 'queries',
  getMore: 'getmore',
  insert: 'insert',
  update: 'update',
  delete: 'remove',
};

/** More collections than this are gone through for those that are no more. */
const manyCollections = 4096;

/** What was done with each collection since the start; `top` shows it. Waiting for others counts as time. */
export class Usage {
  private readonly store: Store;
  private readonly uses = new Map<string, Record<Column, Use>>();

  constructor(store: Store) {
    this.store = store;
  }

  /** Notes a command that is done, and how long it took, in milliseconds. */
  add({ name, db, command }: CommandContext, kind: Command['kind'], milliseconds: number): void {
    const target = command.get(name === 'getMore' ? 'collection' : name);
    const namespace = `${db}.${String(target)}`;
    if (typeof target !== 'string' || !this.store.get(namespace)) return;
    let uses = this.uses.get(namespace);
    if (!uses) {
      if (this.uses.size >= manyCollections) this.forgetDropped();
      uses = Object.fromEntries(columns.map((column) => [column, { time: 0, count: 0 }])) as Record<
        Column,
        Use
      >;
      this.uses.set(namespace, uses);
    }
    for (const column of [
      'total',
      kind === 'read' ? 'readLock' : 'writeLock',
      columnOf[name] ?? 'commands',
    ] as const) {
      uses[column].time += milliseconds * 1000;
      uses[column].count++;
    }
  }

  /** The reply to `top`. */
  show(): Reply {
    this.forgetDropped();
    const totals = [...this.uses]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([namespace, uses]) => {
        const shown = Object.entries(uses).map(([column, { time, count }]) => [
          column,
          { time: BigInt(Math.round(time)), count: BigInt(count) },
        ]);
        return [namespace, Object.fromEntries(shown)];
      });
    return { totals: { note: 'all times in microseconds', ...Object.fromEntries(totals) } };
  }

  private forgetDropped(): void {
    for (const namespace of this.uses.keys()) if (!this.store.get(namespace)) this.uses.delete(namespace);
  }
}
