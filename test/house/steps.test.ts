import { describe, expect, it } from 'vitest';
import { english } from '../../editor/i18n/en/index.ts';
import { polish } from '../../editor/i18n/pl/index.ts';
import { russian } from '../../editor/i18n/ru/index.ts';
import { definitionOf, steps } from '../../shared/steps/index.ts';
import { triggerKinds } from '../../shared/triggers/index.ts';
import { sourceFiles } from './source-files.ts';

const kinds = Object.keys(steps) as (keyof typeof steps)[];
const editor = sourceFiles('editor/inspector');
const engine = sourceFiles('server/engine');
const languages = { en: english.words, pl: polish.words, ru: russian.words };

describe.each(kinds)('the step kind %s', (kind) => {
  it('starts blank, can be read and lists its ways out', () => {
    const definition = definitionOf({ kind });
    const blank = definition.blank();
    expect(definition.kind).toBe(kind);
    expect(definition.schema.safeParse(blank).success).toBe(true);
    expect(Array.isArray(definition.exits(blank))).toBe(true);
  });

  it('has a form', () => {
    expect(naming(editor, kind)).not.toEqual([]);
  });

  it('has a runtime', () => {
    expect(naming(engine, kind)).not.toEqual([]);
  });

  it.each(Object.entries(languages))('has words in %s', (_, words) => {
    const text = wordsAt(words, 'steps', kind);
    const { key } = definitionOf({ kind }).summary(definitionOf({ kind }).blank());
    const name = key.split('.').at(-1) ?? '';
    expect(text.title).toBeTruthy();
    expect(text.about).toBeTruthy();
    // A counted sentence has one form per plural: summary_one, summary_few…
    const forms = Object.keys(text).filter((word) => word === name || word.startsWith(`${name}_`));
    expect(forms, `words for ${key}`).not.toEqual([]);
  });
});

describe.each(triggerKinds)('the trigger kind %s', (kind) => {
  it('has a form', () => {
    // A form that offers every kind of the list need not name each.
    const offering = editor.filter((file) => /\btriggerKinds\b/.test(file.code));
    expect([...naming(editor, kind), ...offering]).not.toEqual([]);
  });

  it.each(Object.entries(languages))('has words in %s', (_, words) => {
    const text = wordsAt(words, 'triggers', kind);
    expect(text.title).toBeTruthy();
    expect(text.summary).toBeTruthy();
  });
});

/** The texts under a path, or none: a language may miss what the test is there to find. */
function wordsAt(words: unknown, ...path: string[]): Record<string, unknown> {
  const found = path.reduce(
    (at, name) => (at as Record<string, unknown> | undefined)?.[name] as unknown,
    words,
  );
  return (found ?? {}) as Record<string, unknown>;
}

/** The files whose code speaks of a kind: as a text, or as a key that needs no quotes. */
function naming(files: readonly { path: string; code: string }[], kind: string): string[] {
  const named = new RegExp(`['"]${kind}['"]|^\\s*${kind}(:|,|\\()`, 'm');
  return files.filter((file) => named.test(file.code)).map((file) => file.path);
}
