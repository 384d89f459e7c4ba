import { randomUUID } from 'node:crypto';
import { equalValues } from '../bson/compare.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { PAUSE, type Source } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import { describeIndex, parseIndexSpec } from '../store/index-spec.ts';
import { temporaryName } from '../store/store.ts';
import type { CommandContext, Reply } from './command.ts';
import { insertDoc } from './insert.ts';

interface Replacement {
  /** The collection being filled. */
  fresh: Collection;
  target: string;
  indexes: Doc[];
}

/** What was begun for a command, until it is settled. */
const replacements = new WeakMap<CommandContext, Replacement>();

/** Makes an empty collection with the indexes of the one it will replace, if that is there. */
export function beginReplacement(context: CommandContext, target: string): void {
  const { store } = context.state;
  const indexes = indexesOf(store.get(target));
  const db = target.slice(0, target.indexOf('.'));
  const fresh = store.create(`${db}.${temporaryName}${randomUUID()}`);
  for (const index of indexes) {
    // Nothing has to be put into the index of an empty collection.
    store.addIndex(fresh, parseIndexSpec(index)).isBuilding = false;
  }
  store.save(fresh);
  replacements.set(context, { fresh, target, indexes });
}

/** Fills the new collection. The old one is there as it was, for everyone and for the pipeline itself. */
export function* fillReplacement(context: CommandContext, documents: Source<Doc>): Generator<void, void> {
  const { fresh } = replacements.get(context) ?? fail(1, 'no replacement was begun');
  for (;;) {
    const doc = documents.next();
    if (doc === undefined) return;
    if (doc === PAUSE) {
      yield;
      continue;
    }
    insertDoc(fresh, doc, undefined);
    if (context.state.turn.isOver()) yield;
  }
}

/** Puts the new collection in the place of the old one at one stroke, or drops it when it could not be filled. */
export function settleReplacement(context: CommandContext, outcome: Reply | Error): void {
  const replacement = replacements.get(context);
  if (!replacement) return;
  const { store } = context.state;
  const { fresh, target, indexes } = replacement;
  const now = indexesOf(store.get(target));
  const isUnchanged =
    now.length === indexes.length && now.every((spec, i) => equalValues(spec, indexes[i] ?? null));
  if (!(outcome instanceof Error) && isUnchanged) {
    store.rename(fresh.namespace, target);
    return;
  }
  store.drop(fresh.namespace);
  if (!isUnchanged) fail(125, `indexes of target collection ${target} changed while processing $out`);
}

function indexesOf(collection: Collection | undefined): Doc[] {
  return (collection?.indexes ?? [])
    .filter((index) => !index.isBuilding)
    .map((index) => describeIndex(index.spec));
}
