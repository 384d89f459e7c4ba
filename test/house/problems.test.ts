import { describe, expect, it } from 'vitest';
import { problems } from '../../shared/problems.ts';
import { problemReference } from './problem-reference.ts';
import { lineOf, sourceFiles } from './source-files.ts';

const catalogue = 'shared/problems.ts';
const codes = Object.keys(problems);
const files = sourceFiles('shared', 'server').filter((file) => file.path !== catalogue);

describe('the catalogue of problems', () => {
  it('has every code that is thrown', () => {
    const thrown = files.flatMap((file) =>
      [...file.code.matchAll(/\b(?:problem|new Problem)\(\s*'([^']+)'/g)].map((match) => ({
        code: match[1] ?? '',
        at: `${file.path}:${lineOf(file.code, match.index)}`,
      })),
    );
    expect(thrown.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  it('has no code that nothing answers', () => {
    const text = files.map((file) => file.code).join('\n');
    expect(codes.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('answers with statuses of failure and sentences that end', () => {
    const odd = Object.entries(problems).filter(
      ([code, { status, say }]) =>
        !/^[A-Z]+(_[A-Z]+)*$/.test(code) || status < 400 || status > 599 || !/[.}”]$/.test(say),
    );
    expect(odd).toEqual([]);
  });

  it('is documented in full', async () => {
    const reference = problemReference();
    expect(codes.filter((code) => !reference.includes(`| \`${code}\` |`))).toEqual([]);
    await expect(reference).toMatchFileSnapshot('../../docs/problems.md');
  });
});
