import { BSONSymbol } from 'bson';
import { compareStrings } from '../../bson/compare.ts';
import { isNumeric, numberOf } from '../../bson/numbers.ts';
import { type Doc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { buildRegex, isRegex } from '../../match/regex.ts';
import type { Compiler, Expression, Operator } from '../vars.ts';
import { toText } from './conversion.ts';
import { compileOperands, integerOf, isNullish, namedOperands, textOf } from './operands.ts';

export const stringOperators: Record<string, Operator> = {
  $concat: (operand, compiler) => {
    const terms = compileOperands('$concat', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => {
      let text = '';
      for (const term of terms) {
        const value = term(root, vars);
        if (isNullish(value)) return null;
        if (typeof value !== 'string') fail(16702, `$concat only supports strings, not ${typeNameOf(value)}`);
        text += value;
      }
      return text;
    };
  },
  $toLower: cased('$toLower', (text) => text.replace(/[A-Z]/g, (char) => char.toLowerCase())),
  $toUpper: cased('$toUpper', (text) => text.replace(/[a-z]/g, (char) => char.toUpperCase())),
  $strLenCP: measured('$strLenCP', 34471, (text) => [...text].length),
  $strLenBytes: measured('$strLenBytes', 34473, (text) => Buffer.byteLength(text)),
  $strcasecmp: (operand, compiler) => {
    const [left, right] = compileOperands('$strcasecmp', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) =>
      Math.sign(
        compareStrings(plainText(left(root, vars)).toUpperCase(), plainText(right(root, vars)).toUpperCase()),
      );
  },
  $split: (operand, compiler) => {
    const [input, by] = compileOperands('$split', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const text = input(root, vars);
      const separator = by(root, vars);
      if (isNullish(text) || isNullish(separator)) return null;
      const delimiter = textOf(separator, '$split', 40086);
      if (delimiter === '') fail(40087, '$split requires a non-empty separator');
      return textOf(text, '$split', 40085).split(delimiter);
    };
  },
  $substr: substring('$substr'),
  $substrBytes: substring('$substrBytes'),
  $substrCP: substring('$substrCP'),
  $indexOfCP: indexOf('$indexOfCP'),
  $indexOfBytes: indexOf('$indexOfBytes'),
  $trim: trimming('$trim', true, true),
  $ltrim: trimming('$ltrim', true, false),
  $rtrim: trimming('$rtrim', false, true),
  $replaceOne: replacing('$replaceOne', (text, find, by) => {
    const at = text.indexOf(find);
    return at < 0 ? text : text.slice(0, at) + by + text.slice(at + find.length);
  }),
  $replaceAll: replacing('$replaceAll', (text, find, by) => text.split(find).join(by)),
  $regexMatch: (operand, compiler) => {
    const search = regexSearch('$regexMatch', operand, compiler);
    return (root, vars) => search(root, vars, false).length > 0;
  },
  $regexFind: (operand, compiler) => {
    const search = regexSearch('$regexFind', operand, compiler);
    return (root, vars) => search(root, vars, false)[0] ?? null;
  },
  $regexFindAll: (operand, compiler) => {
    const search = regexSearch('$regexFindAll', operand, compiler);
    return (root, vars) => search(root, vars, true);
  },
};

/** Text as string operators read it: null and missing are empty, dates and numbers are written out. */
function plainText(value: Maybe): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof BSONSymbol) return value.value;
  if (isNumeric(value) || value instanceof Date) return toText(value);
  return fail(16007, `can't convert from BSON type ${typeNameOf(value)} to String`);
}

function cased(name: string, change: (text: string) => string): Operator {
  return (operand, compiler) => {
    const [inner] = compileOperands(name, operand, compiler, 1) as [Expression];
    return (root, vars) => change(plainText(inner(root, vars)));
  };
}

function measured(name: string, code: number, measure: (text: string) => number): Operator {
  return (operand, compiler) => {
    const [inner] = compileOperands(name, operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = inner(root, vars);
      return typeof value === 'string'
        ? measure(value)
        : fail(code, `${name} requires a string argument, found: ${typeNameOf(value)}`);
    };
  };
}

function substring(name: string): Operator {
  return (operand, compiler) => {
    const terms = compileOperands(name, operand, compiler, 3);
    return (root, vars) => {
      const [value, from, count] = terms.map((term) => term(root, vars));
      const text = plainText(value);
      const start = Math.trunc(
        isNumeric(from) ? numberOf(from) : fail(34450, `${name}: starting index must be numeric`),
      );
      const length = Math.trunc(
        isNumeric(count) ? numberOf(count) : fail(34452, `${name}: length must be numeric`),
      );
      if (start < 0)
        return name === '$substrCP' ? fail(34451, `${name}: the starting index must be non-negative`) : '';
      if (name === '$substrCP') {
        if (length < 0) fail(34454, `${name}: length must be a nonnegative integer.`);
        return [...text].slice(start, start + length).join('');
      }
      const bytes = Buffer.from(text);
      const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
      for (const edge of [start, end]) {
        if (((bytes[edge] ?? 0) & 0xc0) === 0x80)
          fail(28656, `${name}: Invalid range, ending index is in the middle of a UTF-8 character.`);
      }
      return bytes.toString('utf8', start, end);
    };
  };
}

function indexOf(name: string): Operator {
  return (operand, compiler) => {
    const terms = compileOperands(name, operand, compiler, 2, 4);
    return (root, vars) => {
      const [value, wanted, from, to] = terms.map((term) => term(root, vars));
      if (isNullish(value)) return null;
      const text = textOf(value, name, 40091);
      const needle = textOf(wanted ?? null, name, 40092);
      const units: ArrayLike<string | number> = name === '$indexOfCP' ? [...text] : Buffer.from(text);
      const part: ArrayLike<string | number> = name === '$indexOfCP' ? [...needle] : Buffer.from(needle);
      const start = from === undefined ? 0 : integerOf(from, name, 40096);
      const end = Math.min(units.length, to === undefined ? units.length : integerOf(to, name, 40096));
      for (let i = start; i + part.length <= end; i++) {
        let j = 0;
        while (j < part.length && units[i + j] === part[j]) j++;
        if (j === part.length) return i;
      }
      return -1;
    };
  };
}

function trimming(name: string, atStart: boolean, atEnd: boolean): Operator {
  return (operand, compiler) => {
    const spec = namedOperands(name, operand, ['input'], ['chars']);
    const input = compiler.compile(spec.get('input'));
    const chars = spec.has('chars') ? compiler.compile(spec.get('chars')) : undefined;
    return (root, vars) => {
      const value = input(root, vars);
      const set = chars
        ? chars(root, vars)
        : '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';
      if (isNullish(value) || isNullish(set)) return null;
      const unwanted = new Set(textOf(set, name, 50700));
      const units = [...textOf(value, name, 50699)];
      let start = 0;
      let end = units.length;
      while (atStart && start < end && unwanted.has(units[start] as string)) start++;
      while (atEnd && end > start && unwanted.has(units[end - 1] as string)) end--;
      return units.slice(start, end).join('');
    };
  };
}

function replacing(name: string, replace: (text: string, find: string, by: string) => string): Operator {
  return (operand, compiler) => {
    const spec = namedOperands(name, operand, ['input', 'find', 'replacement']);
    const [input, find, by] = ['input', 'find', 'replacement'].map((field) =>
      compiler.compile(spec.get(field)),
    ) as [Expression, Expression, Expression];
    return (root, vars) => {
      const [text, wanted, replacement] = [input(root, vars), find(root, vars), by(root, vars)];
      if (isNullish(text) || isNullish(wanted) || isNullish(replacement)) return null;
      return replace(
        textOf(text, name, 51746),
        textOf(wanted, name, 51745),
        textOf(replacement, name, 51744),
      );
    };
  };
}

type RegexSearch = (root: Maybe, vars: Parameters<Expression>[1], all: boolean) => Doc[];

function regexSearch(name: string, operand: Maybe, compiler: Compiler): RegexSearch {
  const spec = namedOperands(name, operand, ['input', 'regex'], ['options']);
  const input = compiler.compile(spec.get('input'));
  const pattern = compiler.compile(spec.get('regex'));
  const options = spec.has('options') ? compiler.compile(spec.get('options')) : undefined;
  return (root, vars, all) => {
    const text = input(root, vars);
    const source = pattern(root, vars);
    if (isNullish(text) || isNullish(source)) return [];
    const flags = options?.(root, vars);
    const extra = isNullish(flags) ? '' : textOf(flags, name, 51106);
    const regex = isRegex(source)
      ? buildRegex(source.pattern, source.options || extra)
      : buildRegex(textOf(source, name, 51105), extra);
    return matchesOf(textOf(text, name, 51104), regex, all);
  };
}

function matchesOf(text: string, regex: RegExp, all: boolean): Doc[] {
  const found: Doc[] = [];
  for (const match of text.matchAll(new RegExp(regex.source, `${regex.flags}g`))) {
    found.push(
      new Map<string, Value>([
        ['match', match[0]],
        ['idx', [...text.slice(0, match.index)].length],
        ['captures', match.slice(1).map((capture) => capture ?? null)],
      ]),
    );
    if (!all) break;
  }
  return found;
}
