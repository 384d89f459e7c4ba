import { escapeHtml } from './escape-html.ts';

/** A character no text has a use for; it keeps a value from being read as a link. */
const SHIELD = '\uE000';
const punctuation = new Set('.,;:!?…»”');
const link = /https?:\/\/[^\s<>"'\uE000]+/gi;

/**
 * Writes a value into a plain body. A value that is an address as a whole may become a link; an address hidden inside
 * a longer value (somebody’s “name”) may not.
 */
export function shieldLinks(value: string): string {
  const bare = value.replaceAll(SHIELD, '');
  return /^https?:\/\/\S+$/i.test(bare) ? bare : bare.replaceAll('://', `:${SHIELD}//`);
}

/** The body as plain text: no shields, no runs of empty lines. */
export function plainText(rendered: string): string {
  return rendered
    .replaceAll(SHIELD, '')
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Paragraphs, line breaks and links of a rendered plain body, as HTML. */
export function plainHtml(rendered: string): string {
  return rendered
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map(
      (paragraph) => `<p style="margin:0 0 16px">${paragraph.split('\n').map(lineHtml).join('<br>\n')}</p>`,
    )
    .join('\n');
}

function lineHtml(line: string): string {
  let html = '';
  let from = 0;
  for (const match of line.matchAll(link)) {
    const url = withoutTrailingPunctuation(match[0]);
    const safe = escapeHtml(url);
    html += `${escapeHtml(line.slice(from, match.index))}<a href="${safe}" class="link" style="color:#1c5cd4">${safe}</a>`;
    from = match.index + url.length;
  }
  return (html + escapeHtml(line.slice(from))).replaceAll(SHIELD, '');
}

/** “(see https://a.example/b).” links to `https://a.example/b`. Counted from the end: links may be long. */
function withoutTrailingPunctuation(url: string): string {
  const closes = !url.includes('(');
  let end = url.length;
  while (end > 0 && (punctuation.has(url[end - 1] ?? '') || (closes && url[end - 1] === ')'))) end--;
  return url.slice(0, end);
}
