/** Longer text is indexed by its beginning, and a value that holds more scalars by none of them. */
const LONGEST_TEXT = 200;
const MOST = 100;

export type Scalar = string | number | boolean;

/**
 * Every scalar that a value is or holds at any depth of lists, as it is indexed; null alone where it holds too many to
 * index. Whoever asks the index cuts what is asked for in the same way.
 */
export function scalarsOf(value: unknown): (Scalar | null)[] {
  const found = new Set<Scalar>();
  const open: unknown[] = [value];
  for (let at = 0; at < open.length; at++) {
    if (open.length > MOST) return [null];
    const next = open[at];
    if (Array.isArray(next)) open.push(...next.slice(0, MOST + 1));
    else if (isIndexable(next)) found.add(cut(next));
  }
  return [...found];
}

/** Whether a value has an entry of its own: null and missing values have none. */
export function isIndexable(value: unknown): value is Scalar {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value))
  );
}

/** A scalar as it is indexed. */
export function cut(value: Scalar): Scalar {
  return typeof value === 'string' ? cutText(value) : value;
}

/** The beginning of a text, never half of a character that takes two units. */
export function cutText(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
  return text.slice(0, end);
}
