import { countingStage } from '../aggregate/counting.ts';
import { commandVars } from '../aggregate/expression.ts';
import { splitPipeline } from '../aggregate/pipeline.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Matcher } from '../match/compile.ts';
import type { MatchDetails } from '../match/walk.ts';
import { docOption, type Query } from '../plan/query.ts';
import type { Entry } from '../plan/scan.ts';
import { compileUpdate } from '../update/compile.ts';
import { countQuery, distinctQuery } from './count.ts';
import { findQuery } from './find.ts';
import { writeStageOf } from './write-stages.ts';

/** A command that is to be explained, taken apart. */
export type Explained = { query: Query } & (
  | { kind: 'find'; projection: Doc | undefined }
  | { kind: 'count' }
  | { kind: 'distinct'; key: string }
  /** The stages behind what the query does; one that writes at the end is left out. */
  | { kind: 'aggregate'; stages: Value[] }
  | { kind: 'delete' }
  | { kind: 'update'; isUpsert: boolean; changes(entry: Entry, matcher: Matcher): boolean }
);

/** Reads a command that `explain` was given; one that searches for nothing is refused. */
export function explainedOf(name: string, command: Doc): Explained {
  switch (name) {
    case 'find':
      return {
        kind: 'find',
        query: findQuery(command),
        projection: docOption(command.get('projection'), 'find.projection'),
      };
    case 'count':
      return { kind: 'count', query: countQuery(command) };
    case 'distinct': {
      const { query, key } = distinctQuery(command);
      return { kind: 'distinct', query, key };
    }
    case 'aggregate':
      return explainedPipeline(command);
    case 'update':
    case 'delete':
      return explainedStatement(name, command);
    case 'findAndModify':
    case 'findandmodify':
      return explainedChange(command);
    default:
      return fail(59, `Explain failed due to unknown command: ${name}`);
  }
}

function explainedPipeline(command: Doc): Explained {
  const given = command.get('pipeline');
  const pipeline = Array.isArray(given) ? given : [];
  const reading = writeStageOf(pipeline, '') ? pipeline.slice(0, -1) : pipeline;
  const vars = commandVars(command.get('let'));
  const { query, rest } = splitPipeline(reading, vars, command.get('hint'));
  return rest.length === 1 && countingStage(rest[0])
    ? { kind: 'count', query }
    : { kind: 'aggregate', query, stages: rest };
}

function explainedStatement(name: 'update' | 'delete', command: Doc): Explained {
  const list = command.get(`${name}s`);
  const statement = Array.isArray(list) && list.length === 1 ? list[0] : undefined;
  if (!isDoc(statement)) return fail(72, `Explained ${name} commands must have exactly one statement`);
  const vars = commandVars(command.get('let'));
  const isSingle = name === 'update' ? !isTruthy(statement.get('multi')) : statement.get('limit') === 1;
  const query: Query = {
    filter: docOption(statement.get('q'), `${name}.${name}s.q`) ?? new Map(),
    sort: docOption(statement.get('sort'), `${name}.${name}s.sort`),
    hint: statement.get('hint'),
    limit: isSingle ? 1 : 0,
    vars,
  };
  if (name === 'delete') return { kind: 'delete', query };
  return explainedUpdate(query, statement.get('u'), statement);
}

function explainedChange(command: Doc): Explained {
  const query: Query = {
    filter: docOption(command.get('query'), 'findAndModify.query') ?? new Map(),
    sort: docOption(command.get('sort'), 'findAndModify.sort'),
    hint: command.get('hint'),
    limit: 1,
    vars: commandVars(command.get('let')),
  };
  if (isTruthy(command.get('remove'))) return { kind: 'delete', query };
  return explainedUpdate(query, command.get('update'), command);
}

function explainedUpdate(query: Query, spec: Value | undefined, statement: Doc): Explained {
  const change = compileUpdate(spec, statement.get('arrayFilters'), query.vars);
  return {
    kind: 'update',
    query,
    isUpsert: isTruthy(statement.get('upsert')),
    changes(entry, matcher) {
      const details: MatchDetails = { position: undefined };
      if (change.usesPosition) matcher(entry.doc, details);
      const after = change.apply(decodeDocument(entry.bytes), { matched: details.position, isInsert: false });
      return !encodeDocument(after).equals(entry.bytes);
    },
  };
}
