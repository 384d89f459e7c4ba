import type { DispatchTarget } from '../../../shared/dispatch.ts';
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

/** A call as people read it: its headers with secrets by name, and its body. */
export function shownCall({ headers, body }: Extract<DispatchTarget, { kind: 'webhook' }>): string {
  const lines = headers.map(
    ({ name, value }) =>
      `${name}: ${value.map((part) => (typeof part === 'string' ? part : `{{ secrets.${part.secret} }}`)).join('')}`,
  );
  return [...lines, '', shownBody(body)].join('\n').trimStart();
}
