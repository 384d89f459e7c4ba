import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf } from './imports.ts';
import { covers, onlyIn, roomOf } from './rooms.ts';
import { root, type SourceFile, sourceFiles } from './source-files.ts';

const files = sourceFiles('shared', 'server', 'editor');
const imports = files.flatMap((file) => importsOf(file).map((one) => ({ file, one })));

describe('the rooms of the house', () => {
  it('import only what the table allows', () => {
    expect(imports.filter(({ file, one }) => !isAllowed(file, one)).map(report)).toEqual([]);
  });

  it('are entered by files that exist, with their extension', () => {
    const ours = new Set(files.map((file) => file.path));
    const broken = imports.filter(
      ({ one }) =>
        one.isOurs &&
        /\.[mc]?[jt]sx?$/.test(one.target) &&
        !one.target.startsWith('dist/') &&
        !ours.has(one.target),
    );
    const bare = imports.filter(({ one }) => one.isOurs && !/\.\w+$/.test(one.specifier));
    expect([...broken, ...bare].map(report)).toEqual([]);
  });

  it('keep a library in its place', () => {
    const strays = imports.filter(({ file, one }) =>
      onlyIn.some(({ name, start }) => one.target === name && !file.path.startsWith(start)),
    );
    expect(strays.map(report)).toEqual([]);
  });

  it('know json-rules-engine in one file', () => {
    const knowing = imports.filter(({ one }) => one.target === 'json-rules-engine');
    expect(new Set(knowing.map(({ file }) => file.path)).size).toBeLessThanOrEqual(1);
  });

  it('run on production dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const missing = imports.filter(
      ({ file, one }) =>
        !file.path.startsWith('editor/') &&
        !one.isOurs &&
        !one.isTypeOnly &&
        !one.target.startsWith('node:') &&
        !Object.hasOwn(dependencies, one.target),
    );
    expect(missing.map(report)).toEqual([]);
  });
});

describe('the table', () => {
  const verdict = (path: string, code: string) => {
    const file = { path, text: code, code };
    return importsOf(file).map((one) => isAllowed(file, one));
  };

  it('refuses what crosses its lines', () => {
    expect(verdict('server/mongo/a.ts', "import { a } from '../delivery/b.ts';")).toEqual([false]);
    expect(verdict('server/engine/a.ts', "import { readFile } from 'node:fs/promises';")).toEqual([false]);
    expect(verdict('server/ports/a.ts', "import { a } from '../../shared/b.ts';")).toEqual([false]);
    expect(verdict('server/ports/a.ts', "import type { A } from '../../shared/b.ts';")).toEqual([true]);
    expect(verdict('editor/pages/a.tsx', "import type { A } from '../../server/b.ts';")).toEqual([false]);
    expect(verdict('server/embedded-mongo/a.ts', "import { a } from '../../shared/b.ts';")).toEqual([false]);
  });
});

describe('the parser of imports', () => {
  const parse = (code: string) =>
    importsOf({ path: 'server/http/a.ts', text: code, code }).map(({ target, isTypeOnly }) => [
      target,
      isTypeOnly,
    ]);

  it('sees every way to import', () => {
    expect(parse("import a from './b.ts';\nimport {\n  c,\n} from '../d.ts';")).toEqual([
      ['server/http/b.ts', false],
      ['server/d.ts', false],
    ]);
    expect(parse("import '@scope/name/sub.css';\nexport { a } from 'b/c';")).toEqual([
      ['@scope/name', false],
      ['b', false],
    ]);
    expect(parse("const a = await import('node:fs');")).toEqual([['node:fs', false]]);
  });

  it('tells types from values', () => {
    expect(parse("import type { A } from 'a';\nexport type { B } from 'b';")).toEqual([
      ['a', true],
      ['b', true],
    ]);
    expect(parse("import { type A, type B } from 'a';\nimport { type C, d } from 'b';")).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });
});

function isAllowed(file: SourceFile, one: Import): boolean {
  const room = roomOf(file.path);
  if (!room) return false;
  if (!one.isOurs) return covers(room.packages, one.target);
  return covers(room.ours, one.target) || (one.isTypeOnly && covers(room.types ?? [], one.target));
}

function report({ file, one }: { file: SourceFile; one: Import }): string {
  return `${file.path}:${one.line} imports ${one.isTypeOnly ? 'types of ' : ''}${one.target}`;
}
