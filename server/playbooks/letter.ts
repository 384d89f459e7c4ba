import type { LinkName } from '../../shared/settings.ts';

/** An e-mail as it is written: paragraphs with an empty line between, Liquid in all of it. */
export interface Letter {
  subject: string;
  preheader: string;
  text: string;
  button?: { label: string; link: LinkName };
}

/** How letters to a person begin. Polish greets without the name: it would have to be declined. */
export const greeting = {
  en: 'Hi {{ contact.traits.firstName | default: "there" }},',
  pl: 'Dzień dobry,',
  ru: 'Здравствуйте{% if contact.traits.firstName %}, {{ contact.traits.firstName }}{% endif %}!',
};

/** The account’s name behind a noun such as “firma”, which stands alone where there is no name. */
export const accountName = '{% if account.name %} {{ account.name }}{% endif %}';

/** The letter in MJML: one column, a readable size, nothing to load. */
export function letterBody(
  { text, button }: Letter,
  links: Partial<Record<LinkName, string | undefined>>,
): string {
  const address = button && links[button.link];
  return [
    '<mjml>',
    '  <mj-head>',
    '    <mj-attributes>',
    '      <mj-all font-family="Helvetica, Arial, sans-serif" />',
    '      <mj-text font-size="16px" line-height="1.55" color="#1f2933" padding="8px 0" />',
    '      <mj-button font-size="16px" background-color="#0b6e75" color="#ffffff" border-radius="6px" align="left" padding="12px 0" />',
    '    </mj-attributes>',
    '  </mj-head>',
    '  <mj-body background-color="#f4f5f7">',
    '    <mj-section background-color="#ffffff" padding="28px 32px">',
    '      <mj-column>',
    ...paragraphsOf(text).map((paragraph) => `        <mj-text>${paragraph}</mj-text>`),
    ...(address ? [`        <mj-button href="${escaped(address)}">${button.label}</mj-button>`] : []),
    '      </mj-column>',
    '    </mj-section>',
    '  </mj-body>',
    '</mjml>',
  ].join('\n');
}

function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replaceAll('\n', '<br />'))
    .filter((paragraph) => paragraph !== '');
}

function escaped(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
