import { hasPlaceholder, setLiquidAside } from './liquid-tokens.ts';
import { markupPieces } from './markup.ts';
import { compileInWorker, type MjmlAnswer } from './mjml-worker.ts';

const MAX_FAULTS = 20;
const MAX_HTML = 1_000_000;

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
  const { html, errors } = await compileInWorker(source);
  faults.push(...errors.slice(0, MAX_FAULTS).map(faultOf));
  if (html.length > MAX_HTML)
    faults.push('MJML: the text becomes too large. Mail programs cut off what is longer than 100 kB.');
  return { html: html.length > MAX_HTML ? '' : html, faults };
}

function faultOf({ line, message }: MjmlAnswer['errors'][number]): string {
  return `${line === undefined ? 'MJML' : `Line ${line}`}: ${message.replace(/\.$/, '')}.`;
}

/** Liquid that stands between components, where MJML would lose it. */
function strayLiquid(source: string): string[] {
  const { text, restore } = setLiquidAside(source);
  const faults: string[] = [];
  let inside: string | undefined;
  for (const piece of markupPieces(text)) {
    if (piece.type === 'text') {
      if (inside === undefined && hasPlaceholder(piece.text)) faults.push(strayFault(text, piece, restore));
    } else if (piece.closing) {
      if (piece.name === inside) inside = undefined;
    } else if (inside === undefined && !piece.selfClosing && holdsText.test(piece.name)) inside = piece.name;
    if (faults.length === MAX_FAULTS) break;
  }
  return faults;
}

function strayFault(
  text: string,
  piece: { text: string; at: number },
  restore: (text: string) => string,
): string {
  const at = piece.at + piece.text.indexOf('\uE001');
  const line = restore(text.slice(0, at)).split('\n').length;
  const liquid = restore(/\uE001\d+\uE002/.exec(piece.text)?.[0] ?? '');
  return `Line ${line}: ${liquid} stands between components and would be lost. Put it inside <mj-raw>.`;
}

function includes(source: string): string[] {
  return /<mj-include\b/i.test(source)
    ? ['<mj-include> is not available. Put the parts into this text.']
    : [];
}
