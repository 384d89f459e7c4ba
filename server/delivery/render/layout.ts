import type { Footer } from '../../ports/delivery.ts';
import { escapeHtml } from './escape-html.ts';

/** Where the rendered body of a plain text goes. */
export const BODY = '<!--mooring:body-->';
const font = `-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;

/**
 * The frame around plain bodies: one column that fits every screen. Inline styles carry the light look, since some
 * clients drop the sheet; those that keep it get the dark one too.
 */
export const plainLayout = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>
@media (prefers-color-scheme:dark){
.page{background:#16181d!important}
.card{background:#1f2229!important;color:#e8eaee!important}
.link{color:#8ab4ff!important}
.foot,.foot a{color:#a6adb8!important}
}
@media (max-width:480px){.card{padding:24px 20px!important;border-radius:0!important}.page{padding:0!important}}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f7">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f5f7"><tr><td class="page" align="center" style="padding:32px 12px 8px">
<!--[if mso]><table role="presentation" width="600"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px"><tr><td class="card" dir="auto" style="padding:32px 36px 16px;background:#ffffff;border-radius:8px;color:#1f2328;font:16px/1.55 ${font};text-align:left;word-break:break-word">
${BODY}
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>`;

const words = {
  en: 'Unsubscribe or choose what you receive',
  pl: 'Wypisanie i wybór otrzymywanych wiadomości',
  ru: 'Отписаться или выбрать, что получать',
} satisfies Record<Footer['language'], string>;

/** The foot of a message as HTML: who wrote, from where, and how to stop it. Empty when nothing is known. */
export function footerHtml(footer: Footer): string {
  const lines = sender(footer).map(escapeHtml);
  if (footer.unsubscribeUrl) {
    lines.push(
      `<a href="${escapeHtml(footer.unsubscribeUrl)}" style="color:#5b6370;text-decoration:underline">${words[footer.language]}</a>`,
    );
  }
  if (lines.length === 0) return '';
  return `<div class="foot" style="max-width:600px;margin:0 auto;padding:8px 12px 32px;color:#5b6370;font:12px/1.6 ${font};text-align:center" lang="${footer.language}">${lines.join('<br>\n')}</div>\n`;
}

/** The same as plain text. */
export function footerText(footer: Footer): string {
  const lines = sender(footer);
  if (footer.unsubscribeUrl) lines.push(`${words[footer.language]}: ${footer.unsubscribeUrl}`);
  return lines.length === 0 ? '' : `-- \n${lines.join('\n')}`;
}

function sender({ companyName, postalAddress }: Footer): string[] {
  const address = postalAddress.split(/\r\n?|\n/).map((line) => line.trim());
  return [companyName.trim(), address.filter((line) => line !== '').join(', ')].filter((line) => line !== '');
}

/** The line inboxes show after the subject, hidden in the message; the filler keeps the body from following it. */
export function preheaderHtml(escaped: string): string {
  return `<div style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all">${escaped}${'&#8199;&#65279;&#847; '.repeat(60)}</div>`;
}

/** Puts a piece right behind `<body …>`, or in front of everything where there is no body. */
export function afterBodyStart(html: string, piece: string): string {
  const at = html.indexOf('>', html.search(/<body\b/i)) + 1;
  return /<body\b/i.test(html) && at > 0 ? html.slice(0, at) + piece + html.slice(at) : piece + html;
}

/** Puts a piece right before `</body>`, or behind everything where there is no body. */
export function beforeBodyEnd(html: string, piece: string): string {
  const at = html.toLowerCase().lastIndexOf('</body>');
  return at === -1 ? html + piece : html.slice(0, at) + piece + html.slice(at);
}
