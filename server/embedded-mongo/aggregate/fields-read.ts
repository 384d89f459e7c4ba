import { isNumeric, numberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import type { Query } from '../plan/query.ts';
import { isExpressionOperator } from './expression.ts';

/**
 * The fields at the top of a collection's documents that a query and the stages behind it look at; nothing where they
 * may look at all of them. A scan decodes no others.
 */
export function fieldsRead(query: Query, stages: readonly Value[]): ReadonlySet<string> | undefined {
  const behind = pathsOfStages(stages);
  if (!behind) return undefined;
  const paths = pathsOfQuery(query);
  return paths && new Set([...paths, ...behind].map((path) => path.split('.', 1)[0] as string));
}

/** The paths a query's conditions and its order look at; nothing where they may look at all. */
export function pathsOfQuery({
  filter,
  sort,
}: Pick<Query, 'filter' | 'sort'>): ReadonlySet<string> | undefined {
  const reading = new Reading();
  reading.filter(filter);
  if (sort) reading.keys(sort);
  return reading.isAll ? undefined : reading.paths;
}

/**
 * The paths the stages of a pipeline look at in the documents that come to them; nothing where they may look at all.
 * Errs towards all: it knows the usual stages and gives up on others.
 */
export function pathsOfStages(stages: readonly Value[]): ReadonlySet<string> | undefined {
  const reading = new Reading();
  for (const stage of stages) {
    if (reading.isAll || !isDoc(stage)) return undefined;
    const [name, operand] = [...stage][0] ?? ['', null];
    if (reading.stage(name, operand)) return reading.isAll ? undefined : reading.paths;
  }
  return undefined;
}

/** The paths a projection of `find` keeps, when it does nothing but keep fields. */
export function pathsKept(projection: Doc): ReadonlySet<string> | undefined {
  const paths = new Set<string>();
  for (const [path, value] of projection) {
    const isKept = value === true || (isNumeric(value) && numberOf(value) !== 0);
    if (isKept) paths.add(path);
    else if (path !== '_id' || !isRefusal(value)) return undefined;
  }
  // Refusing the id alone keeps everything else.
  if (paths.size === 0) return undefined;
  return projection.has('_id') ? paths : paths.add('_id');
}

class Reading {
  readonly paths = new Set<string>();
  isAll = false;

  /** Notes what a stage reads; answers whether nothing behind it sees the documents as they were. */
  stage(name: string, operand: Value): boolean {
    switch (name) {
      case '$match':
        if (isDoc(operand)) this.filter(operand);
        return false;
      case '$sort':
        if (isDoc(operand)) this.keys(operand);
        return false;
      case '$limit':
      case '$skip':
      case '$sample':
      case '$unset':
        return false;
      case '$unwind':
        this.expression(isDoc(operand) ? operand.get('path') : operand);
        return false;
      case '$set':
      case '$addFields':
        // A path into a document changes what is there.
        if (isDoc(operand)) this.keys(operand);
        this.expression(operand);
        return false;
      case '$lookup':
        if (!isDoc(operand)) return false;
        this.path(operand.get('localField'));
        this.path(operand.get('as'));
        this.expression(operand.get('let'));
        return false;
      case '$project':
        if (isDoc(operand)) this.projection(operand);
        return true;
      case '$group':
        if (isDoc(operand)) for (const [key, value] of operand) this.accumulator(key, value);
        return true;
      case '$count':
        return true;
      case '$sortByCount':
      case '$replaceRoot':
      case '$replaceWith':
        this.expression(operand);
        return true;
      default:
        this.isAll = true;
        return true;
    }
  }

  filter(filter: Doc): void {
    for (const [key, value] of filter) {
      if (!key.startsWith('$')) this.path(key);
      else if (key === '$expr') this.expression(value);
      else if (key === '$and' || key === '$or' || key === '$nor') {
        if (Array.isArray(value)) for (const item of value) if (isDoc(item)) this.filter(item);
      } else if (key !== '$comment') this.isAll = true;
    }
  }

  keys(spec: Doc): void {
    for (const key of spec.keys()) this.path(key);
  }

  private path(path: Maybe): void {
    if (typeof path === 'string') this.paths.add(path);
  }

  private projection(spec: Doc): void {
    // Only a projection that names what it keeps leaves the rest alone.
    const keeps = [...spec].some(([key, value]) => key !== '_id' && !isRefusal(value));
    if (!keeps) {
      this.isAll = true;
      return;
    }
    if (!spec.has('_id')) this.paths.add('_id');
    for (const [key, value] of spec) if (!isRefusal(value) && !isComputed(key, value)) this.path(key);
    this.expression(spec);
  }

  private accumulator(key: string, spec: Value): void {
    if (key === '_id' || !isDoc(spec)) this.expression(spec);
    else
      for (const operand of spec.values()) {
        const sortBy = isDoc(operand) ? operand.get('sortBy') : undefined;
        if (isDoc(sortBy)) this.keys(sortBy);
        this.expression(operand);
      }
  }

  private expression(value: Maybe): void {
    if (typeof value === 'string') {
      if (value.startsWith('$$')) this.variable(value.slice(2));
      else if (value.startsWith('$')) this.path(value.slice(1));
    } else if (Array.isArray(value)) for (const item of value) this.expression(item);
    else if (isDoc(value)) this.operators(value);
  }

  private operators(doc: Doc): void {
    for (const [name, operand] of doc) {
      if (name === '$literal' || name === '$const') continue;
      // These name fields by values, of the whole document unless told otherwise.
      if (name === '$getField' || name === '$setField' || name === '$unsetField') this.isAll = true;
      this.expression(operand);
    }
  }

  private variable(path: string): void {
    const [name = '', ...field] = path.split('.');
    if (name !== 'ROOT' && name !== 'CURRENT') return;
    if (field.length === 0) this.isAll = true;
    else this.path(field.join('.'));
  }
}

/** Whether a projected field is made anew, whatever the document has there. */
function isComputed(key: string, value: Value): boolean {
  return !key.includes('.') && (typeof value === 'string' || isExpressionOperator(value));
}

function isRefusal(value: Value): boolean {
  return (
    value === 0 ||
    value === false ||
    value === 0n ||
    (typeof value === 'object' && value !== null && Number(value) === 0)
  );
}
