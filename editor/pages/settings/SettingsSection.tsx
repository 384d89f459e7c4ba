/** To come. */
export function SettingsSection() {
  return null;
}
