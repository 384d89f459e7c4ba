import { setLiquidAside } from './liquid-tokens.ts';

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
  const plain = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(
      /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi,
      (_, double, single, label) =>
        linkText(withoutTags(String(label)).trim(), String(double ?? single ?? '').trim()),
    )
    .replace(/<img\b[^>]*?\balt\s*=\s*"([^"]+)"[^>]*>/gi, '$1')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<br\b[^>]*>/gi, '\n')
    .replace(/<\/?(p|div|h[1-6]|tr|table|ul|ol|blockquote|section|hr)\b[^>]*>/gi, '\n\n');
  return restore(
    decode(withoutTags(plain))
      .split('\n')
      .map((line) => line.replace(/[ \t]+/g, ' ').trim())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  );
}

function linkText(label: string, url: string): string {
  if (url === '' || url.startsWith('#')) return label;
  const address = url.replace(/^mailto:/i, '');
  return label === '' || label === address ? address : `${label} (${address})`;
}

function withoutTags(html: string): string {
  return html.replace(/<\/?[a-z!][^>]*>/gi, '');
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
