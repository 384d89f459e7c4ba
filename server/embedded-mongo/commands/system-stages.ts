import { hostname } from 'node:os';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { describeIndex } from '../store/index-spec.ts';
import { type CommandContext, collectionOf, namespaceOf } from './command.ts';
import { inProgress } from './diagnostics.ts';
import { collectionSizes, scaleOf } from './sizes.ts';

/** The documents of a pipeline's first stage that reads no collection but tells about it; nothing for any other. */
export function systemDocuments(context: CommandContext, pipeline: readonly Value[]): Doc[] | undefined {
  const [first] = pipeline;
  const [name, operand] = isDoc(first) && first.size === 1 ? ([...first][0] as [string, Value]) : ['', null];
  switch (name) {
    case '$indexStats':
      return indexUses(context);
    case '$collStats':
      return collectionStats(context, operand);
    case '$currentOp':
      return operations(context);
    default:
      return undefined;
  }
}

/** What each index was used for since it was made or the database started. */
function indexUses(context: CommandContext): Doc[] {
  const collection = collectionOf(context);
  if (!collection) return [];
  const show = (spec: Doc, uses: number, since: number): Doc =>
    new Map<string, Value>([
      ['name', spec.get('name') ?? null],
      ['key', spec.get('key') ?? null],
      ['host', hostname()],
      [
        'accesses',
        new Map<string, Value>([
          ['ops', BigInt(uses)],
          ['since', new Date(since)],
        ]),
      ],
      ['spec', spec],
    ]);
  const idSpec: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', new Map([['_id', 1]])],
    ['name', '_id_'],
  ]);
  return [
    show(idSpec, collection.idUses, context.state.startedAt),
    ...collection.indexes
      .filter(({ isBuilding }) => !isBuilding)
      .map((index) => show(describeIndex(index.spec), index.uses, index.usedSince)),
  ];
}

function collectionStats(context: CommandContext, operand: Value): Doc[] {
  if (!isDoc(operand)) return fail(5447000, '$collStats must take a nested object');
  const collection = collectionOf(context) ?? fail(26, `Collection [${namespaceOf(context)}] not found.`);
  const result: Doc = new Map<string, Value>([
    ['ns', collection.namespace],
    ['host', hostname()],
    ['localTime', new Date(Date.now())],
  ]);
  for (const [name, wanted] of operand) {
    if (name === 'count') result.set(name, collection.count());
    else if (name === 'storageStats') {
      const scale = scaleOf(isDoc(wanted) ? wanted.get('scale') : undefined);
      result.set(name, new Map(Object.entries(collectionSizes(collection, scale)) as [string, Value][]));
    } else if (name === 'latencyStats' || name === 'queryExecStats') {
      fail(
        115,
        `$collStats tells no ${name} in the embedded database: see the commands top and serverStatus`,
      );
    } else fail(40415, `BSON field '$collStats.${name}' is an unknown field.`);
  }
  return [result];
}

function operations(context: CommandContext): Doc[] {
  if (context.db !== 'admin' || typeof context.command.get('aggregate') === 'string') {
    fail(73, "$currentOp must be run against the 'admin' database with {aggregate: 1}");
  }
  return inProgress(context.state);
}
