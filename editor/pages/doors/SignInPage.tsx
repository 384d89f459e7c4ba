/** To come. */
export function SignInPage() {
  return null;
}
