import { isSecretName } from '../../../shared/secret-names.ts';

const HIDDEN = '•••';

/** A value as indented JSON, with the values of passwords, tokens and their kin hidden. */
export function shownText(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (isSecretName(key) ? HIDDEN : inner), 2);
}

/** The body of a call: JSON indented and without secrets, anything else as it stands. */
export function shownBody(body: string): string {
  try {
    return shownText(JSON.parse(body));
  } catch {
    return body;
  }
}
