import { Liquid, LiquidError, type Template } from 'liquidjs';
import { createTemplateCache } from './template-cache.ts';

/**
 * One way of writing values into a text. Templates are written by people who may sign in, values by anybody who sends
 * events: neither may stall the process, reach a prototype or read a file.
 */
export interface LiquidWriter {
  /** Renders with these variables. Throws a `TextFault` with a sentence for people when a limit or a filter stops it. */
  render(text: string, variables: Record<string, unknown>): string;
  /** The sentence of what keeps the text from being parsed, or undefined. */
  fault(text: string): string | undefined;
}

/** A text that cannot be rendered; the message is a sentence for the person who wrote it. */
export class TextFault extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'TextFault';
  }
}

/** Characters of one value, and of a whole text. */
const MAX_VALUE = 200_000;
const MAX_OUTPUT = 2_000_000;

/** Where a text could read other files; there is nothing to read. */
const refusedTags = ['include', 'render', 'layout', 'block'];

/** A writer that puts every value through `write`, unless the text says `| raw`. */
export function createLiquidWriter(write: (value: string) => string): LiquidWriter {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    // Texts are read by people in many zones; the server’s own zone means nothing to any of them.
    timezoneOffset: 0,
    locale: 'en',
    templates: {},
    parseLimit: MAX_OUTPUT,
    memoryLimit: 1_000_000,
    renderLimit: 250,
    outputEscape: (value: unknown) => write(textOf(value)),
  });
  for (const name of refusedTags) {
    engine.registerTag(name, {
      parse() {
        throw new Error(`“${name}” is not available in texts`);
      },
      render: () => '',
    });
  }
  const cache = createTemplateCache((text): Template[] => engine.parse(text));

  return {
    render(text, variables) {
      if (!hasLiquid(text)) return text;
      try {
        const output: unknown = engine.renderSync(cache(text), variables);
        const written = String(output ?? '');
        if (written.length > MAX_OUTPUT) throw new Error('The text becomes too long');
        return written;
      } catch (error) {
        throw new TextFault(sentence(error), error);
      }
    },
    fault(text) {
      if (!hasLiquid(text)) return undefined;
      try {
        cache(text);
        return undefined;
      } catch (error) {
        return sentence(error);
      }
    },
  };
}

function hasLiquid(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/** How a value reads: nothing for what is missing or has no reading of its own. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') {
    // A string doubled in a loop costs nothing until somebody looks at it.
    if (value.length > MAX_VALUE) throw new Error('A value becomes too long');
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return `${value}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (Array.isArray(value)) return value.slice(0, 1_000).map(textOf).join('');
  return '';
}

/** “Line 3: …” in words for whoever wrote the text. */
function sentence(error: unknown): string {
  if (!(error instanceof Error)) return 'The text cannot be rendered.';
  const detail = (error.message.split(/, (?:file:|line:\d)/)[0] ?? '').trim();
  const [line] = LiquidError.is(error) ? error.token.getPosition() : [];
  return line === undefined ? `${worded(detail)}.` : `Line ${line}: ${worded(detail)}.`;
}

function worded(detail: string): string {
  const filter = /^undefined filter: (.+)$/.exec(detail);
  if (filter) return `“${filter[1]}” is not a filter`;
  const tag = /^tag "(.+)" not found$/.exec(detail);
  if (tag) return `“${tag[1]}” is not a tag`;
  const open = /^(?:tag|output) "?(.+?)"? not closed$/.exec(detail);
  if (open) return `“${open[1]?.trim()}” is not closed`;
  if (/limit exceeded|string length|call stack/.test(detail)) return 'the text takes too much time or memory';
  return detail.replace(/\.$/, '');
}
