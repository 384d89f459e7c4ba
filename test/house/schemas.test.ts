import { describe, expect, it } from 'vitest';
import { lineOf, sourceFiles } from './source-files.ts';

/** The two files that may: one has the library with it, the other is only called once it is there. */
const mayCheck = ['editor/schemas-there.ts', 'editor/draft/read-document.ts'];

describe('schemas in the browser', () => {
  it('are asked where the library that makes them is there for certain', () => {
    const found = sourceFiles('editor')
      .filter(({ path }) => !mayCheck.includes(path))
      .flatMap(({ path, code }) =>
        [...code.matchAll(/(?<!JSON|Date)\.(?:safeParse|parse)\(/g)].map(
          ({ index }) => `${path}:${lineOf(code, index)} asks a schema: use readBy of schemas-there.ts`,
        ),
      );
    expect(found).toEqual([]);
  });
});
