import { useTranslation } from 'react-i18next';
import { displayName } from '../../shared/contact.ts';
import { api } from '../api-client.ts';
import { FoundPicker, type PickerProps } from '../ui/FoundPicker.tsx';

/** Finds a contact by name, e-mail or id; answers its user id. */
export function ContactPicker(props: PickerProps) {
  const { t } = useTranslation('inspector');
  return (
    <FoundPicker
      kind="contacts"
      find={contactsLike}
      nothingFound={t('contact.nobody')}
      clear={t('contact.clear')}
      {...props}
    />
  );
}

async function contactsLike(search: string, signal: AbortSignal) {
  const { items } = await api.listContacts({ query: { search, limit: 20 }, signal });
  return items.flatMap((contact) =>
    contact.userId === undefined ? [] : [{ value: contact.userId, label: nameAndMail(contact) }],
  );
}

function nameAndMail(contact: Parameters<typeof displayName>[0]): string {
  const name = displayName(contact);
  return contact.email && contact.email !== name ? `${name} · ${contact.email}` : name;
}
