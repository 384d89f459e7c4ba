/** A language's texts as `namespace:key.key` → text. */
export function flatTexts(texts: object, path = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    const place = path === '' ? `${key}:` : path.endsWith(':') ? path + key : `${path}.${key}`;
    if (typeof value === 'string') flat.set(place, value);
    else for (const [inner, text] of flatTexts(value as object, place)) flat.set(inner, text);
  }
  return flat;
}

const plural = /_(one|few|many|other)$/;

/** The key without its plural form. */
export function baseOf(key: string): string {
  return key.replace(plural, '');
}

/** The plural forms that a key has in a language; empty for a key that has none. */
export function formsOf(texts: ReadonlyMap<string, string>, base: string): string[] {
  return ['one', 'few', 'many', 'other'].filter((form) => texts.has(`${base}_${form}`));
}

/** The slots of a text with their formats, sorted. */
export function slotsOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map((match) => match[1] ?? '').sort();
}
