import { posix } from 'node:path';
import { lineOf, type SourceFile } from './source-files.ts';

export interface Import {
  /** As written: `./clock.ts`, `express`, `node:fs`. */
  specifier: string;
  /** A file of ours as a path of the project; a package by its name, a module of Node as `node:…`. */
  target: string;
  isOurs: boolean;
  /** `import type` or `export type`: gone after compiling. */
  isTypeOnly: boolean;
  line: number;
}

const statement =
  /(?:^|[\n;])[ \t]*(?:import|export)\s+(?<type>type\s+(?!from\b))?(?<names>[\w*$\s{},]+?)\s*from\s*['"](?<from>[^'"]+)['"]|(?:^|[\n;])[ \t]*import\s*['"](?<bare>[^'"]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"]+)['"]\s*\)/g;

/** Everything a file imports or exports from elsewhere. */
export function importsOf(file: SourceFile): Import[] {
  return [...file.code.matchAll(statement)].map((match) => {
    const { type, names, from, bare, dynamic } = match.groups ?? {};
    const specifier = from ?? bare ?? dynamic ?? '';
    const isOurs = specifier.startsWith('.');
    return {
      specifier,
      target: isOurs ? posix.join(posix.dirname(file.path), specifier) : packageName(specifier),
      isOurs,
      isTypeOnly: type !== undefined || onlyTypes(names),
      line: lineOf(file.code, match.index + match[0].search(/\S/)),
    };
  });
}

/** `{ type A, type B }`: erased like `import type`. */
function onlyTypes(names: string | undefined): boolean {
  const listed = /^\{([^}]*)\}$/.exec(names?.trim() ?? '')?.[1];
  const each = listed?.split(',').filter((name) => name.trim() !== '') ?? [];
  return each.length > 0 && each.every((name) => name.trim().startsWith('type '));
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
