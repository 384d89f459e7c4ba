import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One file of ours; `path` is relative to the project and has forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
  /** The text with comments blanked out, line for line. */
  code: string;
}

/** Every TypeScript and JavaScript file in these folders. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) => filesIn(join(root, folder))).map(readSource);
}

/** The file at a path of the project, or undefined. */
export function sourceFile(path: string): SourceFile | undefined {
  return sourceFiles(path.slice(0, path.indexOf('/'))).find((file) => file.path === path);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  return { path: relative(root, path).replaceAll('\\', '/'), text, code: withoutComments(text) };
}

/** Blanks comments and keeps line breaks; texts and templates stay as they are. */
export function withoutComments(text: string): string {
  // Texts and regular expressions come first, so that a // or /* inside them is not taken for a comment.
  const pieces =
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};\s])\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(pieces, (piece) =>
    piece.startsWith('//') || piece.startsWith('/*') ? piece.replace(/[^\n]/g, ' ') : piece,
  );
}

/** Where in a text a position is, as people count lines. */
export function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
