import { describe, expect, it } from 'vitest';
import {
  readUnsubscribeForm,
  unsubscribeFailurePage,
  unsubscribePage,
} from '../../../server/http/pages/unsubscribe-page.ts';
import type { UnsubscribeView } from '../../../server/use-cases/delivery/unsubscribe.ts';

const view: UnsubscribeView = {
  language: 'en',
  companyName: 'Pier & <b>Sons</b>',
  address: 'a…@acme.io',
  unsubscribed: false,
  topics: [
    { name: 'Tips', off: true },
    { name: '"><script>', off: false },
  ],
};

describe('the preference page', () => {
  it('offers to stop everything, or some topics', () => {
    const html = unsubscribePage(view);
    expect(html).toContain('<button name="choice" value="all">');
    expect(html).toContain('value="Tips" checked>');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;">');
    expect(html).toContain('Pier &amp; &lt;b&gt;Sons&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<b>| on\w+=|src=|href=/);
  });

  it('says that it is done, and how to take it back', () => {
    const html = unsubscribePage({ ...view, unsubscribed: true, done: 'unsubscribed' });
    expect(html).toContain('<p class="done" role="status">Done.');
    expect(html).toContain('value="subscribe"');
    expect(html).not.toContain('value="all"');
  });

  it.each([
    ['en', 'Your e-mail preferences'],
    ['pl', 'Preferencje e-mail'],
    ['ru', 'Ваши настройки писем'],
  ] as const)('speaks %s', (language, title) => {
    const html = unsubscribePage({ ...view, language });
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(`<title>${title}</title>`);
    expect(unsubscribeFailurePage(language)).toContain(`<html lang="${language}">`);
  });
});

describe('a form of the preference page', () => {
  it.each([
    ['List-Unsubscribe=One-Click', { all: true }],
    ['', { all: true }],
    ['choice=all', { all: true }],
    ['choice=subscribe', { all: false }],
    ['choice=topics', { topics: [] }],
    ['choice=topics&off=Tips&off=News', { topics: ['Tips', 'News'] }],
  ])('%j means %j', (form, choice) => {
    expect(readUnsubscribeForm(new URLSearchParams(form))).toEqual(choice);
  });
});
