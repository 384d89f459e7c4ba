import type { Footer, RenderedEmail, Renderer, TextData } from '../../ports/delivery.ts';
import type { PublishedText } from '../../ports/workspace.ts';
import { escapeHtml } from './escape-html.ts';
import {
  afterBodyStart,
  BODY,
  beforeBodyEnd,
  footerHtml,
  footerText,
  plainLayout,
  preheaderHtml,
} from './layout.ts';
import { createLiquidWriter, type LiquidWriter, TextFault } from './liquid.ts';
import { compileMjml, isMjml } from './mjml.ts';
import { plainHtml, plainText, shieldLinks } from './plain-body.ts';
import { textAlternative } from './text-alternative.ts';

const MAX_SUBJECT = 500;

/**
 * Liquid in MJML, HTML or plain text. Rendering is synchronous and takes about a tenth of a millisecond: the limits
 * stop a hostile text after a quarter of a second, and publishing tries each text once, so that it never goes live.
 */
export function createRenderer(): Renderer {
  const lines = createLiquidWriter((value) => value);
  const html = createLiquidWriter(escapeHtml);
  const plain = createLiquidWriter(shieldLinks);
  const json = createLiquidWriter((value) => JSON.stringify(value).slice(1, -1));
  const url = createLiquidWriter(encodeURIComponent);

  function email(text: PublishedText, data: TextData, footer?: Footer): RenderedEmail {
    const variables = variablesOf(data, footer);
    const subject = oneLine(lines.render(text.subject, variables)).slice(0, MAX_SUBJECT);
    const preheader = text.preheader ? oneLine(lines.render(text.preheader, variables)) : '';
    const bodies = text.html.includes(BODY) ? plainBodies(text, variables) : htmlBodies(text, variables);
    const foot = footer && !namesUnsubscribe(text.html) && !namesUnsubscribe(text.text) ? footer : undefined;
    let page = bodies.html;
    if (preheader !== '') page = afterBodyStart(page, preheaderHtml(escapeHtml(preheader)));
    if (foot) page = beforeBodyEnd(page, footerHtml(foot));
    return {
      subject,
      preheader: preheader === '' ? undefined : preheader,
      html: page,
      text: [bodies.text, foot ? footerText(foot) : ''].filter((part) => part !== '').join('\n\n'),
    };
  }

  function plainBodies(text: PublishedText, variables: Record<string, unknown>) {
    const rendered = plain.render(text.text, variables);
    return { html: text.html.replace(BODY, () => plainHtml(rendered)), text: plainText(rendered) };
  }

  function htmlBodies(text: PublishedText, variables: Record<string, unknown>) {
    return { html: html.render(text.html, variables), text: plainText(lines.render(text.text, variables)) };
  }

  return {
    async compile({ subject, preheader, body }) {
      const faults = [
        ...faultOf('Subject', lines, subject),
        ...faultOf('Preheader', lines, preheader ?? ''),
        ...faultOf('Body', html, body),
      ];
      // What is no Liquid cannot be told from text any more once it is HTML.
      const compiled =
        html.fault(body) === undefined ? await compileBody(body) : { html: '', text: '', faults: [] };
      faults.push(...compiled.faults.map((fault) => `Body: ${fault}`));
      const text: PublishedText = { subject, preheader, html: compiled.html, text: compiled.text };
      if (faults.length === 0) faults.push(...trial(text));
      return { text, faults };
    },
    fault: (text) => lines.fault(text),
    email,
    line(text, data, options = {}) {
      const rendered = lines.render(text, variablesOf(data, undefined));
      return options.oneLine ? oneLine(rendered) : rendered.trim();
    },
    json: (text, data) => json.render(text, variablesOf(data, undefined)),
    url: (text, data) => oneLine(url.render(text, variablesOf(data, undefined))),
  };

  /** What shows only when the text runs: endless loops, and Liquid that MJML tore apart. */
  function trial(text: PublishedText): string[] {
    try {
      email(text, { contact: {} });
      return [];
    } catch (error) {
      if (error instanceof TextFault) return [`Body: ${error.message}`];
      throw error;
    }
  }
}

async function compileBody(body: string): Promise<{ html: string; text: string; faults: string[] }> {
  if (isMjml(body)) {
    const { html, faults } = await compileMjml(body);
    return { html, text: textAlternative(html), faults };
  }
  if (/^\s*<(!doctype|html|body)\b/i.test(body))
    return { html: body, text: textAlternative(body), faults: [] };
  return { html: plainLayout, text: body, faults: [] };
}

function faultOf(part: string, writer: LiquidWriter, text: string): string[] {
  const fault = writer.fault(text);
  return fault === undefined ? [] : [`${part}: ${fault}`];
}

/** A text that places the link itself gets no second one. */
function namesUnsubscribe(template: string): boolean {
  return template.includes('unsubscribeUrl');
}

function variablesOf(data: TextData, footer: Footer | undefined): Record<string, unknown> {
  return {
    contact: data.contact,
    account: data.account ?? {},
    trigger: data.trigger ?? {},
    unsubscribeUrl: footer?.unsubscribeUrl ?? '',
    companyName: footer?.companyName ?? '',
    postalAddress: footer?.postalAddress ?? '',
  };
}

/** Line breaks and other control characters would end a header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}
