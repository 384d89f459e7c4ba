import { KeyReader } from '../bson/key-reading.ts';
import { positionOf } from '../bson/paths.ts';
import { type Doc, typeRank } from '../bson/values.ts';
import type { Index } from '../store/index.ts';
import { keyTrait } from '../store/index-keys.ts';
import { setAtPath } from '../update/path.ts';
import type { Plan } from './plan.ts';

/** How documents are made of the entries of an index instead of being read. */
export interface Coverage {
  index: Index;
  /** For each leading field of the index the path it fills, or nothing where nobody asks for it. */
  parts: readonly (readonly string[] | undefined)[];
  /** Whether the id is asked for, and whether the entry tells it as a field or only by the document it leads to. */
  id: 'field' | 'entry' | undefined;
}

/**
 * How a plan answers a search that looks at these paths only, without reading documents; nothing when it cannot. An
 * entry of any index tells the id of its document.
 */
export function coverageOf(plan: Plan, paths: ReadonlySet<string>): Coverage | undefined {
  if (plan.kind !== 'index' || plan.index.isMultikey || plan.index.isClipped) return undefined;
  const { index } = plan;
  const asked = new Set(paths);
  const parts = index.fields.map((field) => (asked.delete(field) ? field.split('.') : undefined));
  const isInEntry = asked.delete('_id');
  // A number in a path may have meant a position in an array.
  if (asked.size > 0 || parts.some((path) => path?.some((part) => positionOf(part) >= 0))) return undefined;
  while (parts.length > 0 && !parts.at(-1)) parts.pop();
  return { index, parts, id: isInEntry ? 'entry' : paths.has('_id') ? 'field' : undefined };
}

/**
 * The document an entry stands for, with the fields asked for; nothing when the entry does not tell them exactly, and
 * the document itself must be read.
 */
export function coveredDocument(coverage: Coverage, entry: Buffer, documentId: Buffer): Doc | undefined {
  const { index, parts, id } = coverage;
  const { traits } = index;
  // Since the search was planned others may have written what a key does not tell.
  if (traits & (keyTrait.multikey | keyTrait.clipped)) return undefined;
  const doc: Doc = new Map();
  if (id === 'entry') {
    // Whole numbers of all types lie under the same key.
    if (!isTold(documentId[0] as number, false)) return undefined;
    doc.set('_id', new KeyReader(documentId).next());
  } else if (id === 'field') doc.set('_id', null);
  const reader = new KeyReader(entry);
  for (const [i, path] of parts.entries()) {
    const isDescending = index.shape.directions[i] === -1;
    const rank = reader.rank(isDescending);
    const value = reader.next(isDescending);
    if (!path) continue;
    if (rank === typeRank.null && traits & keyTrait.missing) {
      // It is missing where nothing is null; but of the documents around it an entry tells nothing.
      if (traits & keyTrait.null || path.length > 1) return undefined;
    } else if (!isTold(rank, (traits & keyTrait.retyped) === 0)) return undefined;
    else setAtPath(doc, path, value);
  }
  return doc;
}

/** Whether the key of a value of this rank tells it exactly, given whether numbers are of the type they are read as. */
function isTold(rank: number, areNumbersPlain: boolean): boolean {
  switch (rank) {
    case typeRank.number:
      return areNumbersPlain;
    case typeRank.null:
    case typeRank.string:
    case typeRank.binData:
    case typeRank.objectId:
    case typeRank.bool:
    case typeRank.date:
    case typeRank.timestamp:
      return true;
    default:
      return false;
  }
}
