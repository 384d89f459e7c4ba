import { BSONRegExp } from 'bson';
import { fail } from '../errors.ts';

/**
 * Builds a JavaScript regular expression from MongoDB's (PCRE) pattern and options. Options are `i`, `m`,
 * `s`, `u` and `x`; what JavaScript cannot express is refused with MongoDB's code for an invalid pattern.
 */
export function buildRegex(pattern: string, options: string): RegExp {
  let source = pattern;
  let flags = options;
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  if (inline) {
    source = source.slice(inline[0].length);
    flags += inline[1];
  }
  for (const flag of flags) {
    if (!'imsxu'.includes(flag)) fail(51108, `invalid flag in regex options: ${flag}`);
  }
  if (flags.includes('x')) source = withoutFreeSpacing(source);
  source = withoutPcreEscapes(source, flags.includes('m'));
  source = source.replace(/\\([AzZ])/g, (_, anchor: string) =>
    anchor === 'A' ? '(?<![\\s\\S])' : anchor === 'z' ? '(?![\\s\\S])' : '(?=\\n?(?![\\s\\S]))',
  );
  const own = [...new Set(flags)].filter((flag) => 'ims'.includes(flag)).join('');
  // Unicode mode matches whole characters as PCRE does in UTF mode, but it is stricter about escapes.
  try {
    return new RegExp(source, `${own}u`);
  } catch {
    // Without unicode mode JavaScript takes an escape it does not know for the letter itself.
    for (const [, escaped = ''] of source.matchAll(/\\([a-zA-Z])|\\./gs)) {
      if (escaped !== '' && !knownEscapes.includes(escaped)) {
        fail(51091, `Regular expression is invalid: \\${escaped} is not supported`);
      }
    }
    try {
      return new RegExp(source, own);
    } catch (cause) {
      return fail(51091, `Regular expression is invalid: ${(cause as Error).message}`);
    }
  }
}

/** The JavaScript form of a stored regular expression. */
export function regexOf(value: BSONRegExp): RegExp {
  return buildRegex(value.pattern, value.options);
}

/** The text every match must begin with, when the pattern is anchored and starts literally; else nothing. */
export function literalPrefixOf(
  pattern: string,
  options: string,
): { prefix: string; isWhole: boolean } | undefined {
  if (options !== '' && options !== 's') return undefined;
  if (!pattern.startsWith('^') || pattern.includes('|')) return undefined;
  let prefix = '';
  let at = 1;
  for (; at < pattern.length; at++) {
    const char = pattern[at] as string;
    if (char === '\\') {
      const next = pattern[at + 1];
      if (next === undefined || /[A-Za-z0-9]/.test(next)) break;
      prefix += next;
      at++;
    } else if ('^$.[](){}*+?'.includes(char)) break;
    else prefix += char;
  }
  const follower = pattern[at];
  // A quantifier makes the last character optional or repeated.
  if (follower !== undefined && '*?{'.includes(follower)) prefix = [...prefix].slice(0, -1).join('');
  const rest = pattern.slice(at);
  if (prefix === '') return undefined;
  return { prefix, isWhole: rest === '' || (rest === '.*' && options === 's') };
}

const knownEscapes = 'bBcdDfknrsStuvwWx';

const posixClasses: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: 'A-Fa-f0-9',
};

/** Writes what only PCRE knows, such as `\Q…\E`, `\h` and `[[:alpha:]]`, as JavaScript does. */
function withoutPcreEscapes(source: string, isMultiline: boolean): string {
  let result = '';
  let isInClass = false;
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    const next = source[i + 1];
    if (char === '\\' && next === 'Q') {
      const end = source.indexOf('\\E', i + 2);
      const literal = source.slice(i + 2, end < 0 ? undefined : end);
      result += literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      i = end < 0 ? source.length : end + 1;
    } else if (char === '\\') {
      if (next === 'h') result += isInClass ? ' \\t' : '[ \\t]';
      else result += char + (next ?? '');
      i++;
    } else if (isInClass && source.startsWith('[:', i)) {
      const [whole, name = ''] = /^\[:(\w+):\]/.exec(source.slice(i)) ?? [char];
      result += posixClasses[name] ?? `\\${whole}`;
      i += whole.length - 1;
    } else if (!isInClass && source.startsWith('(?P<', i)) {
      result += '(?<';
      i += 3;
    } else if (!isInClass && char === '$' && !isMultiline) {
      result += '(?=\\n?(?![\\s\\S]))';
    } else {
      result += char;
      if (char === '[' && !isInClass) {
        isInClass = true;
        // The first bracket of a class is one of its characters.
        const start = /^\^?\]/.exec(source.slice(i + 1))?.[0];
        if (start) result += `${start.slice(0, -1)}\\]`;
        i += start?.length ?? 0;
      } else if (char === ']') isInClass = false;
    }
  }
  return result;
}

function withoutFreeSpacing(source: string): string {
  let result = '';
  let isInClass = false;
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    if (char === '\\') {
      result += char + (source[++i] ?? '');
    } else if (!isInClass && /\s/.test(char)) {
      // Free spacing: white space is for the reader.
    } else if (!isInClass && char === '#') {
      while (i + 1 < source.length && source[i + 1] !== '\n') i++;
    } else {
      if (char === '[') isInClass = true;
      if (char === ']') isInClass = false;
      result += char;
    }
  }
  return result;
}

/** Whether a value is a regular expression. */
export function isRegex(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}
