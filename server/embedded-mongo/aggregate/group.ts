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
    const groups: Group[] = [];
    const byText = new Map<string, Group>();
    const byKey = new Map<string, Group>();
    let results: Iterator<Group> | undefined;
    let size = 0;
    const begin = (id: Maybe, length: number): Group => {
      const group = { id, accumulators: compiled.map(({ start }) => start()) };
      groups.push(group);
      size += 2 * length + perGroup;
      for (const accumulator of group.accumulators) size += perAccumulator + accumulator.size();
      return group;
    };
    const groupOf = (id: Maybe): Group => {
      const isText = typeof id === 'string';
      const known = isText ? byText : byKey;
      const key = isText ? id : keyOf(id);
      let group = known.get(key);
      if (!group) {
        group = begin(id, key.length);
        known.set(key, group);
      }
      return group;
    };
    const take = (doc: Doc) => {
      const { accumulators } = groupOf(idOf(doc, vars));
      for (let i = 0; i < compiled.length; i++) {
        const accumulator = accumulators[i] as Accumulator;
        const value = compiled[i]?.input(doc, vars);
        if (accumulator.isFixed) accumulator.add(value, doc);
        else {
          size -= accumulator.size();
          accumulator.add(value, doc);
          size += accumulator.size();
        }
      }
      if (size > memoryLimit) {
        fail(
          292,
          `Exceeded memory limit for $group, and the embedded database does not group on disk. Limit: ${memoryLimit} bytes`,
        );
      }
    };
    return {
      held: () => size,
      next() {
        while (!results) {
          const doc = source.next();
          if (doc === PAUSE) return PAUSE;
          if (doc === undefined) {
            results = groups.values();
          } else {
            take(doc);
            if (turn.isOver()) return PAUSE;
          }
        }
        if (turn.isOver()) return PAUSE;
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

/** A text that equal values share, and unequal ones do not. */
function keyOf(id: Maybe): string {
  return encodeKey(id).toString('latin1');
}
