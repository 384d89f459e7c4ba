import { describe, expect, it } from 'vitest';
import type { PipelineContext } from '../../server/embedded-mongo/aggregate/pipeline.ts';
import { compileStage } from '../../server/embedded-mongo/aggregate/stages.ts';
import { value } from './plain.ts';

// Compiling a stage reads nothing but the variables.
const context = { vars: undefined, db: 'test' } as PipelineContext;

const refused: [stage: object, code: number, message: RegExp][] = [
  [{ $match: 1 }, 15959, /must be an expression in an object/],
  [{ $match: {}, $limit: 1 }, 40323, /exactly one field/],
  [{ $foo: 1 }, 40324, /Unrecognized pipeline stage name: '\$foo'/],
  [{ toString: 1 }, 40324, /Unrecognized pipeline stage name/],
  [{ $graphLookup: {} }, 115, /\$graphLookup is not supported by the embedded database/],
  [{ $indexStats: {} }, 40602, /\$indexStats is only valid as the first stage/],
  [{ $out: 'x' }, 40601, /\$out can only be the final stage/],
  [{ $sort: {} }, 15976, /at least one sort key/],
  [{ $sort: { a: 2 } }, 15975, /must be 1/],
  [{ $sort: { a: 'x' } }, 15974, /Illegal key/],
  [{ $limit: 0 }, 15958, /must be positive/],
  [{ $limit: -1 }, 5107201, /non-negative/],
  [{ $skip: -1 }, 5107200, /non-negative/],
  [{ $group: 5 }, 15947, /must be specified in an object/],
  [{ $group: { a: { $sum: 1 } } }, 15955, /must include an _id/],
  [{ $group: { _id: 1, a: 1 } }, 40234, /must be an accumulator object/],
  [{ $group: { _id: 1, a: { $sum: 1, $avg: 1 } } }, 40238, /must specify one accumulator/],
  [{ $group: { _id: 1, a: { $foo: 1 } } }, 15952, /unknown group operator '\$foo'/],
  [{ $group: { _id: 1, a: { $median: {} } } }, 115, /\$median is not supported/],
  [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }, 40235, /cannot contain '.'/],
  [{ $group: { _id: 1, $a: { $sum: 1 } } }, 40236, /cannot be an operator name/],
  [{ $count: '' }, 40156, /non-empty string/],
  [{ $count: '$n' }, 40158, /\$-prefixed/],
  [{ $count: 'a.b' }, 40160, /cannot contain '.'/],
  [{ $sample: 5 }, 28745, /must be an object/],
  [{ $sample: { size: 'x' } }, 28746, /must be a number/],
  [{ $sample: { size: -1 } }, 28747, /must not be negative/],
  [{ $unwind: 'a' }, 28818, /prefixed with a '\$': a/],
  [{ $unwind: {} }, 28812, /no path specified/],
  [{ $unwind: { path: '$a', x: 1 } }, 28811, /unrecognized option to \$unwind stage: x/],
  [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: 1 } }, 28809, /expected a boolean/],
  [{ $unwind: { path: '$a', includeArrayIndex: '' } }, 28810, /non-empty string/],
  [{ $unwind: { path: '$a', includeArrayIndex: '$i' } }, 28822, /should not be prefixed/],
  [{ $bucket: { groupBy: '$a', boundaries: [0] } }, 40192, /at least 2 values/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 'x'] } }, 40193, /int and string/],
  [{ $bucket: { groupBy: '$a', boundaries: [5, 1] } }, 40194, /elements 0 and 1/],
  [{ $facet: {} }, 40169, /non-empty object/],
  [{ $facet: { x: 1 } }, 40170, /must be arrays, x is type int/],
  [{ $facet: { x: [{ $out: 'z' }] } }, 40600, /\$out is not allowed to be used within a \$facet stage/],
  [{ $set: { a: 1, 'a.b': 2 } }, 31249, /Path collision/],
  [{ $unset: 5 }, 31120, /must be a string or an array/],
  [{ $lookup: { from: 'x', as: 'y' } }, 9, /requires either pipeline or both/],
];

describe('a stage', () => {
  it.each(refused)('%j is refused with code %i', (stage, code, message) => {
    const compile = () => compileStage(value(stage), context);
    expect(compile).toThrow(expect.objectContaining({ code }));
    expect(compile).toThrow(message);
  });
});
