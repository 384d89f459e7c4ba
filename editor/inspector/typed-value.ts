/** What was typed as people mean it: a number, yes or no as JSON writes them, otherwise a text. */
export function typedValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d*[1-9])?$/.test(text) ? Number(text) : text;
}
