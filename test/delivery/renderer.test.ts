import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../server/delivery/render/renderer.ts';
import type { Footer, TextData } from '../../server/ports/delivery.ts';

const renderer = createRenderer();
const ada: TextData = {
  contact: {
    userId: 'u1',
    email: 'ada@acme.test',
    traits: { firstName: 'Ada', bio: '<script>alert(1)</script>' },
  },
};
const footer: Footer = {
  companyName: 'Pier & Sons',
  postalAddress: 'Long Street 1\n00-001 Warsaw',
  unsubscribeUrl: 'https://mail.pier.test/u/abc',
  language: 'en',
};

async function render(body: string, data: TextData = ada, foot?: Footer) {
  const { text, faults } = await renderer.compile({ subject: 'Hi', body });
  expect(faults).toEqual([]);
  return renderer.email(text, data, foot);
}

describe('a subject', () => {
  it('cannot end the header it stands in', async () => {
    const { text } = await renderer.compile({
      subject: 'Hello {{ contact.traits.firstName }}\r\nBcc: all@acme.test',
      body: 'x',
    });
    const mail = renderer.email(text, { contact: { traits: { firstName: 'A\r\nX-Evil: 1\u2028b' } } });
    expect(mail.subject).toBe('Hello A X-Evil: 1 b Bcc: all@acme.test');
  });

  it('is not HTML', async () => {
    const { text } = await renderer.compile({ subject: '{{ contact.traits.bio }} & co', body: 'x' });
    expect(renderer.email(text, ada).subject).toBe('<script>alert(1)</script> & co');
  });
});

describe('a plain body', () => {
  it('becomes paragraphs, line breaks and links', async () => {
    const { html, text } = await render(
      'Hi {{ contact.traits.firstName }},\n\nsee (https://app.test/a?b=1&c={{ contact.userId }}).\nBye',
    );
    expect(html).toContain('>Hi Ada,</p>');
    expect(html).toContain('<a href="https://app.test/a?b=1&amp;c=u1"');
    expect(html).toContain('</a>).<br>\nBye</p>');
    expect(text).toBe('Hi Ada,\n\nsee (https://app.test/a?b=1&c=u1).\nBye');
  });

  it('escapes what it was written with and what it is filled with', async () => {
    const { html, text } = await render('a < b & {{ contact.traits.bio }} {{ contact.traits.bio | raw }}');
    expect(html).toContain('a &lt; b &amp; &lt;script&gt;alert(1)&lt;/script&gt; &lt;script&gt;');
    expect(html).not.toContain('<script>');
    expect(text).toContain('a < b & <script>');
  });

  it('links a value that is an address, but no address hidden in a longer value', async () => {
    const data = { contact: { portal: 'https://pay.test/x', name: 'Win at https://evil.test/now' } };
    const { html, text } = await render('{{ contact.portal }}\n{{ contact.name }}', data);
    expect(html).toContain('href="https://pay.test/x"');
    expect(html).not.toContain('href="https://evil.test');
    expect(html).toContain('https://evil.test/now');
    expect(text).toContain('https://evil.test/now');
  });

  it('keeps no empty paragraph of a condition that did not hold', async () => {
    const { html } = await render('A\n\n{% if contact.no %}\n\nB\n\n{% endif %}\n\nC');
    expect(html.match(/<p /g)).toHaveLength(2);
  });

  it('puts nothing into the page through a dollar sign', async () => {
    const { html } = await render("Costs $& and $` and $'");
    expect(html).toContain('Costs $&amp; and $` and $&#39;');
  });

  it('renders a value that is missing as nothing', async () => {
    expect((await render('[{{ contact.traits.nothing.at.all }}]')).text).toBe('[]');
    expect((await render("[{{ contact.traits.nothing | default: 'them' }}]")).text).toBe('[them]');
  });
});

describe('a footer', () => {
  it('names the sender and the way out, in HTML and text', async () => {
    const { html, text } = await render('Hi', ada, footer);
    expect(html).toContain('Pier &amp; Sons<br>\nLong Street 1, 00-001 Warsaw');
    expect(html).toContain('<a href="https://mail.pier.test/u/abc"');
    expect(html.indexOf('u/abc')).toBeLessThan(html.indexOf('</body>'));
    expect(text).toBe(
      'Hi\n\n-- \nPier & Sons\nLong Street 1, 00-001 Warsaw\nUnsubscribe or choose what you receive: https://mail.pier.test/u/abc',
    );
  });

  it('speaks the reader’s language', async () => {
    expect((await render('Hi', ada, { ...footer, language: 'pl' })).text).toContain('Wypisanie');
    expect((await render('Hi', ada, { ...footer, language: 'ru' })).text).toContain('Отписаться');
  });

  it('is left out where the text places the link itself', async () => {
    const { html, text } = await render('Stop: {{ unsubscribeUrl }}', ada, footer);
    expect(html.match(/u\/abc"/g)).toHaveLength(1);
    expect(text).toBe('Stop: https://mail.pier.test/u/abc');
  });
});

describe('a preheader', () => {
  it('is hidden in the message and escaped', async () => {
    const { text } = await renderer.compile({
      subject: 's',
      preheader: '{{ contact.traits.bio }}',
      body: 'x',
    });
    const mail = renderer.email(text, ada);
    expect(mail.preheader).toBe('<script>alert(1)</script>');
    expect(mail.html).toMatch(/<body[^>]*><div style="display:none[^>]*>&lt;script&gt;/);
  });
});

describe('an MJML body', () => {
  const page = (inside: string) =>
    `<mjml><mj-body><mj-section><mj-column>\n${inside}\n</mj-column></mj-section></mj-body></mjml>`;

  it('is compiled once, with Liquid left for each contact', async () => {
    const { html, text } = await render(
      page(
        '<mj-text>Hi {{ contact.traits.firstName }}, {{ contact.traits.bio }}</mj-text><mj-button href="https://a.test/{{ contact.userId }}">Go</mj-button>',
      ),
      ada,
      footer,
    );
    expect(html).toContain('Hi Ada, &lt;script&gt;');
    expect(html).toContain('href="https://a.test/u1"');
    expect(html.match(/u\/abc/g)).toHaveLength(1);
    expect(text).toContain('Hi Ada, <script>alert(1)</script>\n\nGo (https://a.test/u1)');
    expect(html).not.toContain('googleapis');
  });

  it('may hold raw values where the author says so', async () => {
    const { html } = await render(page('<mj-text>{{ contact.traits.bio | raw }}</mj-text>'));
    expect(html).toContain('<script>alert(1)</script>');
  });

  it('appends no footer where the text has the link', async () => {
    const { html } = await render(
      page('<mj-text><a href="{{ unsubscribeUrl }}">Stop</a></mj-text>'),
      ada,
      footer,
    );
    expect(html.match(/u\/abc/g)).toHaveLength(1);
    expect(html).not.toContain('Unsubscribe or');
  });

  it('keeps Liquid inside mj-raw', async () => {
    const { html } = await render(
      page(
        '<mj-raw>{% if contact.userId == "u1" and 1 < 2 %}</mj-raw><mj-text>Yes</mj-text><mj-raw>{% endif %}</mj-raw>',
      ),
    );
    expect(html).toContain('Yes');
    expect(html).not.toContain('{%');
  });

  it('says where Liquid between components would be lost', async () => {
    const { faults } = await renderer.compile({
      subject: 's',
      body: page('{% if contact.a < 1 %}<mj-text>x</mj-text>{% endif %}'),
    });
    expect(faults).toEqual([
      'Body: Line 2: {% if contact.a < 1 %} stands between components and would be lost. Put it inside <mj-raw>.',
      'Body: Line 2: {% endif %} stands between components and would be lost. Put it inside <mj-raw>.',
    ]);
  });

  it('names components that do not exist, without naming any folder', async () => {
    const { faults } = await renderer.compile({ subject: 's', body: page('<mj-zap />') });
    expect(faults).toEqual(["Body: Line 2: Element mj-zap doesn't exist or is not registered."]);
  });

  it('reads no files', async () => {
    const { text, faults } = await renderer.compile({
      subject: 's',
      body: page('<mj-include path="/etc/hostname" /><mj-text>x</mj-text>'),
    });
    expect(faults).toContain('Body: <mj-include> is not available. Put the parts into this text.');
    expect(text.html).not.toContain('root:');
  });

  it('is refused when it becomes too large', async () => {
    const { faults, text } = await renderer.compile({
      subject: 's',
      body: page('<mj-text>a</mj-text>'.repeat(4_000)),
    });
    expect(faults).toEqual([expect.stringContaining('becomes too large')]);
    expect(text.html).toBe('');
  });

  it('compiles for others after somebody made it run out of stack', async () => {
    const deep = await renderer.compile({
      subject: 's',
      body: `<mjml><mj-body>${'<mj-section>'.repeat(14_000)}`,
    });
    expect(deep.faults).toHaveLength(1);
    expect((await render(page('<mj-text>Fine</mj-text>'))).text).toBe('Fine');
  });

  it('answers a fault for what is not MJML at all', async () => {
    const { faults } = await renderer.compile({ subject: 's', body: '<mjml>hello' });
    expect(faults).toHaveLength(1);
  });
});

describe('a hostile text', () => {
  const loop = '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}';
  const end = '{% endfor %}{% endfor %}{% endfor %}';

  it.each([
    ['loops without an end', `${loop}${end}`],
    ['a huge range', '{% for i in (1..100000000) %}x{% endfor %}'],
    [
      'a string doubled by append',
      '{% assign a = "aaaaaaaa" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    ],
    [
      'a string doubled by capture',
      '{% assign a = "aaaaaaaa" %}{% for i in (1..60) %}{% capture a %}{{ a | raw }}{{ a | raw }}{% endcapture %}{% endfor %}{{ a | upcase }}',
    ],
    ['an endless date', '{{ 1 | date: "%999999999d" }}'],
  ])('is stopped: %s', async (_, body) => {
    const { text, faults } = await renderer.compile({ subject: 's', body });
    expect(faults).toEqual([expect.stringContaining('Body: Line 1: the text takes too much time or memory')]);
    expect(() => renderer.email(text, ada)).toThrowError('the text takes too much time or memory');
  });

  it.each([
    ['beginnings of tags', `<html>${'<mj'.repeat(60_000)}`],
    ['beginnings of links', `<html>${'<a href="'.repeat(20_000)}`],
    ['links without an end', `<html>${'<a href="x">'.repeat(15_000)}`],
    ['beginnings of comments', `<html>${'<!--'.repeat(45_000)}`],
    ['beginnings of styles', `<html>${'<style>'.repeat(25_000)}`],
    ['beginnings of bodies', `<html>${'<body'.repeat(35_000)}`],
    ['braces in raw', `<html>{% raw %}${'{{'.repeat(90_000)}{% endraw %}`],
    ['spaces', `${' '.repeat(180_000)}x`],
    ['empty lines', `${'\n \t'.repeat(60_000)}x`],
    ['dots of a link', `https://${'.'.repeat(180_000)}x`],
    ['brackets of a link', `https://${')'.repeat(180_000)}x`],
  ])('is rendered in no time, however many: %s', async (_, body) => {
    // Work that grows with the square of the length would take longer than a test may.
    const { text } = await renderer.compile({ subject: 's', preheader: 'p', body });
    expect(renderer.email(text, ada, footer).subject).toBe('s');
  });

  it('reaches no prototype', async () => {
    const paths = [
      'contact.constructor',
      'contact.__proto__',
      'contact["constructor"]["prototype"]',
      'contact.toString',
      'contact.traits.firstName.constructor',
    ];
    for (const path of paths) expect((await render(`[{{ ${path} }}]`)).text).toBe('[]');
  });

  it.each(['include', 'render', 'layout', 'block'])('has no tag “%s”', (tag) => {
    expect(renderer.fault(`{% ${tag} "/etc/passwd" %}`)).toBe(`Line 1: “${tag}” is not available in texts.`);
  });
});

describe('a fault', () => {
  it.each([
    ['a\n{{ b | nope }}', 'Line 2: “nope” is not a filter.'],
    ['a\n\n{% nope %}', 'Line 3: “nope” is not a tag.'],
    ['{% if a %}', 'Line 1: “{% if a %}” is not closed.'],
    ['x {{ a ', 'Line 1: “{{ a” is not closed.'],
  ])('of %j is a sentence with its line', (text, sentence) => {
    expect(renderer.fault(text)).toBe(sentence);
  });

  it('is nothing where the text parses', () => {
    expect(renderer.fault('Hello {{ contact.traits.firstName | default: "you" }}')).toBeUndefined();
    expect(renderer.fault('100 % of { braces }')).toBeUndefined();
  });

  it('says which part has it', async () => {
    const { faults } = await renderer.compile({ subject: '{{ a', preheader: '{{ b | c }}', body: '{% d %}' });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['Subject', 'Preheader', 'Body']);
  });
});

describe('a line', () => {
  it('is plain text on one line where asked', () => {
    const data = { contact: { traits: { name: 'A\nB <x>' } } };
    expect(renderer.line('Call {{ contact.traits.name }}', data, { oneLine: true })).toBe('Call A B <x>');
    expect(renderer.line('Call {{ contact.traits.name }}', data)).toBe('Call A\nB <x>');
  });
});
