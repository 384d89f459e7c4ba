/** To come. */
export function TemplateForm() {
  return null;
}
