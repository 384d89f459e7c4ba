/** A number with the minus that is as wide as a plus, where it begins with a hyphen. */
export function withMinus(number: string): string {
  return number.replace(/^-/, '−');
}
