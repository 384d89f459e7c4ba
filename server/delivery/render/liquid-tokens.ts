const token = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
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
  const text = source.replace(token, (found) => `\uE001${tokens.push(found) - 1}\uE002`);
  return {
    text,
    restore: (changed) => changed.replace(placeholder, (_, index: string) => tokens[Number(index)] ?? ''),
  };
}

/** Whether a text set aside has Liquid at this place. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('\uE001');
}
