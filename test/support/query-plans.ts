import type { mongo } from 'mongoose';

type Command = Record<string, unknown>;

/** So many items of a list say what it is made of. */
const LOOKED_AT = 12;

/** The commands whose queries must be answered by an index. */
const explainable = ['find', 'aggregate', 'update', 'delete', 'findAndModify', 'count', 'distinct'];

/** Remembers one command of every shape the stores send. */
export class QueryLog {
  readonly shapes = new Map<string, Command>();

  observe({ commandName, command }: mongo.CommandStartedEvent): void {
    this.record(commandName, command);
  }

  record(name: string, command: Command): void {
    if (!explainable.includes(name)) return;
    for (const single of singleQueries(command)) this.shapes.set(shapeOf(single), single);
  }
}

/** Read whole on purpose, once per start or stop: a handful of migrations, and the scheduler's thirty jobs. */
const readWhole = ['find migrations ', 'update agendaJobs {"where":{"lastModifiedBy"'];

/** Asks the database for the plan of every shape; answers the shapes that are answered by reading everything. */
export async function collectionScans(database: mongo.Db, log: QueryLog): Promise<string[]> {
  const scans: string[] = [];
  for (const [shape, command] of log.shapes) {
    if (readWhole.some((start) => shape.startsWith(start))) continue;
    const plan = await database.command({ explain: command, verbosity: 'queryPlanner' });
    if (JSON.stringify(plan).includes('"COLLSCAN"')) scans.push(shape);
  }
  return scans;
}

/** A command without what belongs to its connection; writes of many as one command each, as explaining demands. */
function singleQueries(command: Command): Command[] {
  const {
    lsid: _lsid,
    $db: _db,
    $clusterTime: _clusterTime,
    $readPreference: _readPreference,
    writeConcern: _writeConcern,
    txnNumber: _txnNumber,
    ...query
  } = command;
  for (const list of ['updates', 'deletes']) {
    const many = query[list];
    // The writes of one batch are of one or two shapes.
    if (Array.isArray(many))
      return [...many.slice(0, LOOKED_AT), ...many.slice(-1)].map((one) => ({ ...query, [list]: [one] }));
  }
  return [query];
}

/** What makes two queries the same but for their values. */
function shapeOf(command: Command): string {
  const [name = '', collection] = Object.entries(command)[0] ?? [];
  const { filter, query, sort, pipeline, updates, deletes } = command;
  const asked = updates ?? deletes;
  const only = Array.isArray(asked) ? (asked[0] as Command).q : undefined;
  return `${name} ${String(collection)} ${JSON.stringify({
    where: outline(filter ?? query ?? only ?? {}),
    sort: sort instanceof Map ? Object.fromEntries(sort) : sort,
    pipeline: outline(pipeline),
  })}`;
}

function outline(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = new Set(value.slice(0, LOOKED_AT).map((item) => JSON.stringify(outline(item))));
    return [...items].map((item) => JSON.parse(item ?? 'null') as unknown);
  }
  if (value instanceof Date || typeof value !== 'object' || value === null)
    return typeof value === 'string' && value.startsWith('$') ? value : '?';
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, outline(inner)]));
}
