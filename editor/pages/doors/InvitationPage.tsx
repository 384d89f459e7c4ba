/** To come. */
export function InvitationPage() {
  return null;
}
