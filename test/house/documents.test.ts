import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source-files.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
const packageJson = JSON.parse(read('package.json'));

describe('the README', () => {
  it('says of every production dependency what it is for', () => {
    const builtOn = readme.slice(readme.indexOf('## Built on'));
    const missing = Object.keys(packageJson.dependencies).filter(
      (name) => !new RegExp(`[|,] ${name}(,| \\|)`).test(builtOn),
    );
    expect(missing).toEqual([]);
  });

  it('explains every variable the server reads', () => {
    const variables = [...read('server/config.ts').matchAll(/^ {4}([A-Z][A-Z_]+):/gm)].map(
      (match) => match[1],
    );
    expect(variables.length).toBeGreaterThan(5);
    expect(variables.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('gives the test command that .ci/run runs', () => {
    const commands = read('.ci/run').trim().split('\n');
    expect(readme).toContain(`${commands.at(-1)} `);
  });

  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) expect(() => read(link), link).not.toThrow();
  });
});
