import { describe, expect, it } from 'vitest';
import { lineOf, type SourceFile, sourceFiles } from './source-files.ts';

const LONGEST = 400;

/** One list, longer than a subject needs: splitting would hide what is in it. */
const lists = ['shared/problems.ts'];

const files = sourceFiles('shared', 'server', 'editor', 'test');

/** What stands in no file, with the reason. This file has to name them. */
const forbidden: [reason: string, pattern: RegExp][] = [
  ['the type any', /(?:[:<|&(,]|\bas)\s*any\b(?!['"\w:-])|\bany\[\]/g],
  ['a silenced compiler', /@ts-(?:ignore|nocheck|expect-error)\b/g],
  ['a place on somebody’s machine', /['"`\s](?:\/(?:home|Users|root)\/|[A-Z]:\\)\w/g],
  ['a default export', /^export default\b/gm],
  ['everything exported at once', /^export \* from\b/gm],
];

/** Tools that demand a default export, and the house tests that name what they forbid. */
const exempt: [path: RegExp, reason: string][] = [
  [/\.config\.ts$/, 'a default export'],
  [/^test\/house\//, 'a silenced compiler'],
];

describe('every file', () => {
  it(`has at most ${LONGEST} lines`, () => {
    const long = files.map((file) => [file.path, file.text.trimEnd().split('\n').length] as const);
    expect(long.filter(([path, lines]) => lines > LONGEST && !lists.includes(path))).toEqual([]);
  });

  it('is named in kebab-case, a component in PascalCase', () => {
    const odd = files.filter((file) => {
      const name = file.path.split('/').at(-1) ?? '';
      const parts = name.split('.').slice(0, -1);
      return !parts.every((part) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part)) && !isComponent(file.path, name);
    });
    expect(odd.map((file) => file.path)).toEqual([]);
  });

  it('is named after its subject', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|manager|stuff)(\/|\.|$)/;
    expect(files.map((file) => file.path).filter((path) => vague.test(path))).toEqual([]);
  });

  it('has nothing the house style refuses', () => {
    expect(files.flatMap(refusedIn)).toEqual([]);
  });

  it('would be found out', () => {
    const text = "const a: any = x as any;\nexport default '/home/somebody/a';\nexport * from './b.ts';";
    expect(refusedIn({ path: 'shared/a.ts', text, code: text })).toEqual([
      'shared/a.ts:1 has the type any',
      'shared/a.ts:1 has the type any',
      'shared/a.ts:2 has a place on somebody’s machine',
      'shared/a.ts:2 has a default export',
      'shared/a.ts:3 has everything exported at once',
    ]);
  });
});

function isComponent(path: string, name: string): boolean {
  return /^(editor|test\/editor)\//.test(path) && /^[A-Z][A-Za-z0-9]*\.(test\.)?tsx?$/.test(name);
}

function refusedIn(file: SourceFile): string[] {
  // Texts may speak of “any”, comments of nothing a machine knows: silencers and places are looked for in both.
  const code = file.code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");
  return forbidden
    .filter(([reason]) => !exempt.some(([path, what]) => what === reason && path.test(file.path)))
    .flatMap(([reason, pattern]) => {
      const text = reason === 'the type any' ? code : file.text;
      if (file.path === 'test/house/files.test.ts') return [];
      return [...text.matchAll(pattern)].map(
        (match) => `${file.path}:${lineOf(text, match.index)} has ${reason}`,
      );
    });
}
