/** The names between `{{` and `}}` of a sentence template, as a type. */
export type Slots<Template extends string> = Template extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Slots<Rest>
  : never;

export type SlotValues<Template extends string> = { [Name in Slots<Template>]: string | number };

/** A sentence to be said in the reader's language: the key of its template and what fills the slots. */
export interface Sentence {
  key: string;
  values: Record<string, string | number>;
}

/** Fills the slots of a template; a slot without a value stays visible, so that a mistake is seen. */
export function say(template: string, values: Record<string, string | number | undefined>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (slot, name: string) => String(values[name] ?? slot));
}
