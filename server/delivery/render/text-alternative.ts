import { setLiquidAside } from './liquid-tokens.ts';
import { attributeOf, type MarkupPiece, markupPieces } from './markup.ts';

type Tag = Extract<MarkupPiece, { type: 'tag' }>;

const unread = new Set(['head', 'style', 'script', 'title']);
const blocks = new Set('p div h1 h2 h3 h4 h5 h6 tr table ul ol blockquote section hr'.split(' '));
const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  zwnj: '',
  shy: '',
};

/** The plain text beside an HTML body, for readers and filters that want one. Liquid stays in. */
export function textAlternative(html: string): string {
  const { text, restore } = setLiquidAside(html);
  const written: string[] = [];
  /** The element whose content nobody reads. */
  let inside: string | undefined;
  let link: { url: string; from: number } | undefined;
  for (const piece of markupPieces(text)) {
    if (inside !== undefined) {
      if (piece.type === 'tag' && piece.closing && piece.name === inside) inside = undefined;
    } else if (piece.type === 'text') written.push(decode(piece.text.replace(/\s+/g, ' ')));
    else if (unread.has(piece.name) && !piece.closing && !piece.selfClosing) inside = piece.name;
    else if (piece.name === 'a') {
      if (link) written.push(linkText(written.splice(link.from).join(''), link.url));
      link = piece.closing
        ? undefined
        : { url: decode(attributeOf(piece.attributes, 'href') ?? ''), from: written.length };
    } else written.push(breakOf(piece));
  }
  if (link) written.push(linkText(written.splice(link.from).join(''), link.url));
  return restore(tidy(written.join('')));
}

function breakOf({ name, closing, attributes }: Tag): string {
  if (name === 'br') return '\n';
  if (name === 'li') return closing ? '' : '\n- ';
  if (name === 'img') return decode(attributeOf(attributes, 'alt') ?? '');
  return blocks.has(name) ? '\n\n' : '';
}

function linkText(label: string, url: string): string {
  const address = url.trim().replace(/^mailto:/i, '');
  if (address === '' || address.startsWith('#') || label.trim() === address) return label;
  return label.trim() === '' ? address : `${label.trim()} (${address})`;
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
