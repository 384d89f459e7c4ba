import { encodeKey } from '../bson/key-encoding.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { memoryLimit } from '../plan/sort.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';
import { type Accumulator, compileAccumulator } from './accumulators.ts';
import { compileExpression } from './expression.ts';
import type { Stage } from './stages.ts';
import type { Vars } from './vars.ts';

/** What a group and an accumulator take besides what they hold, in bytes. */
const perGroup = 200;
const perAccumulator = 150;

interface Group {
  id: Maybe;
  accumulators: Accumulator[];
}

/** Compiles `$group`. Groups come out in the order in which they were first met. */
export function groupSource(operand: Value, vars: Vars, turn: Turn): Stage {
  if (!isDoc(operand)) return fail(15947, "a group's fields must be specified in an object");
  if (!operand.has('_id')) return fail(15955, 'a group specification must include an _id');
  const idOf = compileExpression(operand.get('_id'), vars);
  const fields = [...operand].filter(([name]) => name !== '_id');
  const compiled = fields.map(([name, spec]) => {
    if (name.startsWith('$')) fail(40236, `The field name '${name}' cannot be an operator name`);
    if (name.includes('.')) fail(40235, `The field name '${name}' cannot contain '.'`);
    return { name, ...compileAccumulator(spec, name, vars) };
  });
  return (source: Source<Doc>) => {
    const groups = new Map<string, Group>();
    let results: Iterator<Group> | undefined;
    let added = 0;
    const take = (doc: Doc) => {
      const id = idOf(doc, vars);
      const key = keyOf(id);
      let group = groups.get(key);
      if (!group) {
        group = { id, accumulators: compiled.map(({ start }) => start()) };
        groups.set(key, group);
      }
      for (let i = 0; i < compiled.length; i++) {
        group.accumulators[i]?.add(compiled[i]?.input(doc, vars), doc);
      }
      // Measuring everything each time would cost more than the grouping.
      if ((++added & 8191) === 0 && sizeOf(groups) > memoryLimit) {
        fail(
          292,
          `Exceeded memory limit for $group, and the embedded database does not group on disk. Limit: ${memoryLimit} bytes`,
        );
      }
    };
    let size = 0;
    return {
      held: () => size,
      next() {
        while (!results) {
          const doc = source.next();
          if (doc === PAUSE) return PAUSE;
          if (doc === undefined) {
            results = groups.values();
            size = sizeOf(groups);
          } else {
            take(doc);
            if (turn.isOver()) return PAUSE;
          }
        }
        const group = results.next();
        if (group.done) return undefined;
        const doc: Doc = new Map<string, Value>([['_id', group.value.id ?? null]]);
        compiled.forEach(({ name }, i) => {
          doc.set(name, group.value.accumulators[i]?.result() ?? null);
        });
        return doc;
      },
    };
  };
}

/** A text that equal values share, and unequal ones do not. No encoded key begins with the byte of an “s”. */
function keyOf(id: Maybe): string {
  return typeof id === 'string' ? `s${id}` : encodeKey(id).toString('latin1');
}

function sizeOf(groups: Map<string, Group>): number {
  let size = 0;
  for (const [key, group] of groups) {
    size += 2 * key.length + perGroup;
    for (const accumulator of group.accumulators) size += perAccumulator + accumulator.size();
  }
  return size;
}
