/** An index entry must stay small. */
const LONGEST = 100;

/** What names are sorted by: without case and accents, as databases compare texts by their bytes. */
export function sortName(name: string): string {
  // The stroke of ł and ø is part of the letter, not an accent upon it.
  const plain = name.toLowerCase().replaceAll('ł', 'l').replaceAll('ø', 'o');
  return plain.normalize('NFKD').replace(/\p{M}/gu, '').trim().slice(0, LONGEST);
}
