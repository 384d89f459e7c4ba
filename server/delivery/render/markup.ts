/** A piece of markup, in order of appearance. */
export type MarkupPiece =
  | { type: 'text'; text: string; at: number }
  | { type: 'tag'; name: string; closing: boolean; selfClosing: boolean; attributes: string; at: number };

const head = /<(\/?)([a-z][\w-]*)/iy;

/**
 * Cuts markup into text and tags, leaving comments out. Goes over it once, whatever is written: patterns that look
 * for an end from every beginning take minutes over a long row of beginnings.
 */
export function* markupPieces(source: string): Generator<MarkupPiece> {
  let textFrom = 0;
  let at = source.indexOf('<');
  while (at !== -1) {
    const isComment = source.startsWith('<!--', at);
    head.lastIndex = at;
    const tag = isComment ? null : head.exec(source);
    if (isComment || tag || source.startsWith('<!', at)) {
      const end = isComment ? after(source, '-->', at) : after(source, '>', at);
      if (at > textFrom) yield { type: 'text', text: source.slice(textFrom, at), at: textFrom };
      // What is never closed hides the rest, as it does in a browser.
      if (end === -1) return;
      if (tag) {
        const attributes = source.slice(at + tag[0].length, end - 1);
        const selfClosing = attributes.endsWith('/');
        yield {
          type: 'tag',
          name: (tag[2] ?? '').toLowerCase(),
          closing: tag[1] === '/',
          selfClosing,
          attributes,
          at,
        };
      }
      textFrom = end;
      at = source.indexOf('<', end);
    } else {
      at = source.indexOf('<', at + 1);
    }
  }
  if (textFrom < source.length) yield { type: 'text', text: source.slice(textFrom), at: textFrom };
}

/** The place right behind the next `end`; −1 where there is none. */
function after(source: string, end: string, from: number): number {
  const found = source.indexOf(end, from);
  return found === -1 ? -1 : found + end.length;
}

/** An attribute’s value, entities and all; undefined where the tag has none. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (const [, found, double, single, bare] of attributes.matchAll(
    /([a-z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/gi,
  ))
    if (found?.toLowerCase() === name) return double ?? single ?? bare ?? '';
  return undefined;
}
