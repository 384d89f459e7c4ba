import { describe, expect, it } from 'vitest';
import { lineOf, type SourceFile, sourceFiles, withoutComments } from './source-files.ts';

/** Where the clock, chance and timers may be touched: the composition root, adapters, and what runs in browsers. */
const adapters = [
  'server/main.ts',
  'server/database-clock.ts',
  'server/start.mjs',
  'server/cli.ts',
  'server/mongo/',
  'server/delivery/',
  'server/scheduler/',
  'server/embedded-mongo/',
  'server/http/',
  'editor/',
];

const impurities: [name: string, pattern: RegExp][] = [
  ['Date.now()', /\bDate\.now\(/g],
  ['new Date() without an argument', /\bnew Date\(\s*\)|\bnew Date(?![\w(])/g],
  ['Date() as a function', /(?<!new\s)(?<![\w.])Date\(\)/g],
  ['Math.random()', /\bMath\.random\b/g],
  ['performance.now()', /\bperformance\.now\(/g],
  ['a timer', /(?<![\w.])(?:globalThis\.)?set(?:Timeout|Interval|Immediate)\(/g],
];

describe('time, chance and timers', () => {
  it('are arguments outside main and the adapters', () => {
    const found = sourceFiles('shared', 'server')
      .filter((file) => !adapters.some((start) => file.path.startsWith(start)))
      .flatMap(impuritiesOf);
    expect(found).toEqual([]);
  });

  it('are recognised', () => {
    const code = 'a(Date.now()); b(new Date( )); c(Math.random()); setTimeout(d, 1); clock.setTimeout(e);';
    expect(impuritiesOf({ path: 'x.ts', text: code, code })).toEqual([
      'x.ts:1 uses Date.now()',
      'x.ts:1 uses new Date() without an argument',
      'x.ts:1 uses Math.random()',
      'x.ts:1 uses a timer',
    ]);
    const innocent = withoutComments('// Date.now()\nnew Date(0); /* Math.random() */');
    expect(impuritiesOf({ path: 'x.ts', text: innocent, code: innocent })).toEqual([]);
  });
});

function impuritiesOf(file: SourceFile): string[] {
  return impurities.flatMap(([name, pattern]) =>
    [...file.code.matchAll(pattern)].map(
      (match) => `${file.path}:${lineOf(file.code, match.index)} uses ${name}`,
    ),
  );
}
