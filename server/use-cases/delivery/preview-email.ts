import type { Contact } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { TextData } from '../../ports/delivery.ts';
import type { Ports } from '../../ports/index.ts';
import { accountFact, contactFact } from '../facts.ts';
import { languageOf } from '../perform-effects.ts';
import type { Verb } from '../verb.ts';
import { unsubscribeUrl } from './unsubscribe-link.ts';

/** Whom a text is shown for until somebody is chosen. */
const sample: TextData = {
  contact: {
    userId: 'sample',
    email: 'anna@example.com',
    traits: { firstName: 'Anna', lastName: 'Nowak', name: 'Anna Nowak' },
    tags: [],
  },
  account: { id: 'sample', name: 'Example Ltd', plan: 'Team', mrr: 120, seats: 8, traits: {} },
};

/** Renders a text for a contact, or for a made-up one; faults come back beside what could be rendered. */
export const previewEmail: Verb<'previewEmail'> = async (
  runtime,
  { body: { subject, preheader, body, userId, language: asked } },
) => {
  const [settings, chosen] = await Promise.all([
    runtime.settings.get(),
    userId === undefined ? undefined : dataOf(runtime, userId),
  ]);
  const data = withLocale(chosen?.data ?? sample, asked);
  const language = languageOf(data.contact.locale, settings.language);
  const { text, faults } = await runtime.renderer.compile({ subject, preheader, body });
  if (faults.length > 0) return { subject, html: '', text: '', faults, language };
  const { companyName, postalAddress } = settings;
  try {
    const rendered = runtime.renderer.email(text, data, {
      companyName,
      postalAddress,
      // A link that leads nowhere: whoever tries it out must not unsubscribe a customer.
      unsubscribeUrl: unsubscribeUrl(runtime.installation, { contactId: 'preview' }),
      language,
    });
    return { subject: rendered.subject, html: rendered.html, text: rendered.text, faults: [], language };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { subject, html: '', text: '', faults: [error.message], language };
  }
};

/** As somebody who speaks another language: texts may ask for it, and what is added to them follows it. */
function withLocale(data: TextData, locale: string | undefined): TextData {
  return locale === undefined ? data : { ...data, contact: { ...data.contact, locale } };
}

async function dataOf(
  ports: Pick<Ports, 'accounts' | 'contacts'>,
  userId: string,
): Promise<{ contact: Contact; data: TextData }> {
  const source = `u:${userId}`;
  const contact = (await ports.contacts.bySourceIds([source])).get(source);
  if (!contact) throw problem('CONTACT_UNKNOWN', { id: userId });
  const { accountId } = contact;
  const account =
    accountId === undefined ? undefined : (await ports.accounts.byIds([accountId])).get(accountId);
  return { contact, data: { contact: contactFact(contact), account: account && accountFact(account) } };
}
