import type { UnsubscribeChoice, UnsubscribeView } from '../../use-cases/delivery/unsubscribe.ts';
import { unsubscribeWords } from './unsubscribe-words.ts';

/**
 * The preference page as HTML: no script, no picture, nothing from elsewhere. Its forms post to the address the page
 * has; `readUnsubscribeForm` reads them.
 */
export function unsubscribePage(view: UnsubscribeView): string {
  const words = unsubscribeWords[view.language];
  const company = view.companyName || words.us;
  const title = view.unsubscribed ? words.unsubscribedTitle : words.title;
  const parts = [
    view.done === undefined ? '' : `<p class="done" role="status">${words.done[view.done]}</p>`,
    `<h1>${title}</h1>`,
    `<p>${text(words.about(company, view.address))}</p>`,
    view.unsubscribed ? subscribeForm(words) : unsubscribeForm(words),
    view.topics.length > 0 && !view.unsubscribed ? topicsForm(view, words) : '',
    `<p class="small">${words.service}</p>`,
  ];
  return pageOf(view.language, title, parts);
}

/** What a link that is not ours (or not whole) leads to. */
export function unsubscribeFailurePage(language: UnsubscribeView['language']): string {
  const words = unsubscribeWords[language];
  return pageOf(language, words.invalidTitle, [`<h1>${words.invalidTitle}</h1>`, `<p>${words.invalid}</p>`]);
}

/** What somebody chose: one of the page’s forms, or the one-click call of a mail program (RFC 8058), which means all. */
export function readUnsubscribeForm(form: URLSearchParams): UnsubscribeChoice {
  switch (form.get('choice')) {
    case 'topics':
      return { topics: form.getAll('off').slice(0, 100) };
    case 'subscribe':
      return { all: false };
    default:
      return { all: true };
  }
}

type Words = (typeof unsubscribeWords)[UnsubscribeView['language']];

function unsubscribeForm(words: Words): string {
  return `<form method="post"><button name="choice" value="all">${words.all}</button></form>`;
}

function subscribeForm(words: Words): string {
  return `<form method="post"><p>${words.mistake}</p><button class="quiet" name="choice" value="subscribe">${words.subscribe}</button></form>`;
}

function topicsForm({ topics }: UnsubscribeView, words: Words): string {
  const boxes = topics.map(
    ({ name, off }) =>
      `<label><input type="checkbox" name="off" value="${text(name)}"${off ? ' checked' : ''}> ${text(name)}</label>`,
  );
  return `<form method="post"><fieldset><legend>${words.topics}</legend>${boxes.join('\n')}</fieldset><button class="quiet" name="choice" value="topics">${words.save}</button></form>`;
}

const style = `body{margin:0;background:#f4f5f7;color:#1f2328;font:16px/1.55 system-ui,sans-serif}
main{max-width:34rem;margin:8vh auto;padding:2rem;background:#fff;border-radius:8px}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}
form{margin:1.5rem 0}
fieldset{border:1px solid #c9ced6;border-radius:6px;padding:.75rem 1rem 1rem;margin:0 0 1rem}
label{display:block;padding:.35rem 0}
button{font:inherit;padding:.6rem 1.1rem;border:1px solid #1c4fb4;border-radius:6px;background:#1c4fb4;color:#fff;cursor:pointer}
button.quiet{background:transparent;color:inherit;border-color:#767d88}
button:focus-visible,input:focus-visible{outline:3px solid #7aa7ff;outline-offset:2px}
.done{background:#e3f4e8;color:#10451f;padding:.6rem 1rem;border-radius:6px}
.small{color:#57606a;font-size:.875rem}
@media (max-width:600px){main{margin:0;border-radius:0;min-height:100vh;box-sizing:border-box}}
@media (prefers-color-scheme:dark){body{background:#16181d;color:#e8eaee}main{background:#1f2229}.small{color:#a6adb8}.done{background:#143d22;color:#c9f0d5}}`;

function pageOf(language: string, title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main>
${parts.filter((part) => part !== '').join('\n')}
</main></body>
</html>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
