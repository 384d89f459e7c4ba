/** Names of properties that carry secrets: never stored with events, never shown. */
const secret =
  /^(password|passwd|pwd|secret|token|access_?token|refresh_?token|api_?key|authorization|card_?number|cvv|cvc|credit_?card)$/i;

/** Whether what stands under this name is a secret, whatever it is. */
export function isSecretName(name: string): boolean {
  return secret.test(name);
}
