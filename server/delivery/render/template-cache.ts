const MAX_ENTRIES = 500;
/** Characters of all cached texts together. */
const MAX_CHARACTERS = 4_000_000;

/** Remembers what `parse` made of the texts used last; what throws is not remembered. */
export function createTemplateCache<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  const entries = new Map<string, Parsed>();
  let characters = 0;
  return (text) => {
    const known = entries.get(text);
    if (known !== undefined) {
      // Maps keep their order: what is set again moves to the end, and the front is what was unused longest.
      entries.delete(text);
      entries.set(text, known);
      return known;
    }
    const parsed = parse(text);
    entries.set(text, parsed);
    characters += text.length;
    for (const oldest of entries.keys()) {
      if (entries.size <= MAX_ENTRIES && characters <= MAX_CHARACTERS) break;
      entries.delete(oldest);
      characters -= oldest.length;
    }
    return parsed;
  };
}
