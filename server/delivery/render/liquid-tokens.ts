const placeholder = /\uE001(\d+)\uE002/g;

/** A text whose Liquid is set aside, so that `<` inside a condition is not taken for a tag. */
export interface SetAside {
  text: string;
  /** Puts the Liquid back. */
  restore(text: string): string;
}

/** Replaces every Liquid tag and output with a placeholder that means nothing in HTML. */
export function setLiquidAside(source: string): SetAside {
  const tokens: string[] = [];
  const parts: string[] = [];
  let from = 0;
  let at = source.indexOf('{');
  while (at !== -1) {
    const close = { '{': '}}', '%': '%}' }[source[at + 1] ?? ''];
    const end = close === undefined ? -1 : source.indexOf(close, at + 2);
    if (close !== undefined && end === -1) break;
    if (close === undefined) {
      at = source.indexOf('{', at + 1);
      continue;
    }
    parts.push(source.slice(from, at), `\uE001${tokens.push(source.slice(at, end + 2)) - 1}\uE002`);
    from = end + 2;
    at = source.indexOf('{', from);
  }
  parts.push(source.slice(from));
  const restore = (changed: string) =>
    changed.replace(placeholder, (_, index: string) => tokens[Number(index)] ?? '');
  return { text: parts.join(''), restore };
}

/** Whether a text set aside has Liquid at this place. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('\uE001');
}
