import { hasPlaceholder, setLiquidAside } from './liquid-tokens.ts';

/** Components whose content is text; MJML drops text anywhere else without a word (mjml#2608). */
const holdsText =
  /^mj-(accordion-text|accordion-title|button|navbar-link|preview|raw|social-element|style|table|text|title)$/;

/** Whether a body is MJML. */
export function isMjml(body: string): boolean {
  return /^\s*<mjml[\s>]/i.test(body);
}

/** Compiles MJML to HTML; what is wrong with it comes back as sentences. */
export async function compileMjml(source: string): Promise<{ html: string; faults: string[] }> {
  const faults = [...strayLiquid(source), ...includes(source)];
  // Half a second and 40 MB that most installations never need.
  const { default: mjml } = await import('mjml');
  try {
    const { html, errors } = await mjml(source, {
      validationLevel: 'soft',
      ignoreIncludes: true,
      keepComments: false,
      // No font is fetched from a third party when somebody opens the message.
      fonts: {},
    });
    return { html, faults: [...faults, ...errors.map(({ line, message }) => `Line ${line}: ${message}.`)] };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'it cannot be compiled';
    return { html: '', faults: [...faults, `MJML: ${detail.replace(/\.?$/, '.')}`] };
  }
}

/** Liquid that stands between components, where MJML would lose it. */
function strayLiquid(source: string): string[] {
  const { text, restore } = setLiquidAside(source);
  const faults: string[] = [];
  let inside: string | undefined;
  let from = 0;
  for (const tag of text.matchAll(/<!--[\s\S]*?-->|<(\/?)(mj[\w-]*)\b(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/gi)) {
    const [whole, closing, named, selfClosing] = tag;
    const between = text.slice(from, tag.index);
    if (inside === undefined && hasPlaceholder(between))
      faults.push(strayFault(text, between, from, restore));
    const name = named?.toLowerCase();
    if (name !== undefined) {
      if (inside === name && closing) inside = undefined;
      else if (inside === undefined && !closing && !selfClosing && holdsText.test(name)) inside = name;
    }
    from = tag.index + whole.length;
  }
  return faults;
}

function strayFault(text: string, between: string, from: number, restore: (text: string) => string): string {
  const at = between.indexOf('\uE001');
  const line = restore(text.slice(0, from + at)).split('\n').length;
  const liquid = restore(/\uE001\d+\uE002/.exec(between)?.[0] ?? '');
  return `Line ${line}: ${liquid} stands between components and would be lost. Put it inside <mj-raw>.`;
}

function includes(source: string): string[] {
  return /<mj-include\b/i.test(source)
    ? ['<mj-include> is not available. Put the parts into this text.']
    : [];
}
