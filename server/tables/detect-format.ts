import { isUtf8 } from 'node:buffer';
import { delimiters, type Encoding } from '../../shared/table.ts';

/** The encoding the first bytes of a file speak for: its mark, valid UTF-8, else the code page of its letters. */
export function detectEncoding(head: Uint8Array): Encoding {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (isUtf8(wholeCharacters(head))) return 'utf-8';
  return codePageOf(head);
}

/** Without a last character that the end of the sample cut through. */
function wholeCharacters(head: Uint8Array): Uint8Array {
  let end = head.length;
  while (end > 0 && end > head.length - 4 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return (head[end - 1] ?? 0) >= 0xc0 ? head.subarray(0, end - 1) : head;
}

const POLISH = new Set([0xb9, 0xe6, 0xea, 0xb3, 0x9c, 0x9f, 0xbf, 0xa5, 0xc6, 0xca, 0xa3, 0x8c, 0x8f, 0xaf]);

/** Cyrillic words are made of high letters; Polish ones have single ones of a known few. */
function codePageOf(head: Uint8Array): Encoding {
  let inRow = 0;
  let high = 0;
  let polish = 0;
  head.forEach((byte, at) => {
    if (byte < 0x80) return;
    high += 1;
    if (byte >= 0xc0 && (head[at - 1] ?? 0) >= 0xc0) inRow += 1;
    if (POLISH.has(byte)) polish += 1;
  });
  if (inRow > high / 2) return 'windows-1251';
  return polish > high / 2 ? 'windows-1250' : 'windows-1252';
}

/** The delimiter that cuts the first lines into the most equal number of cells; quotes are respected. */
export function detectDelimiter(text: string): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = countsPerLine(text, delimiter);
    const [first = 0] = counts;
    if (first === 0) continue;
    const alike = counts.filter((count) => count === first).length / counts.length;
    const score = alike * first;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function countsPerLine(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === delimiter) count += 1;
    else if (!isQuoted && character === '\n') {
      counts.push(count);
      count = 0;
      if (counts.length === 20) return counts;
    }
  }
  return counts.length === 0 ? [count] : counts;
}
