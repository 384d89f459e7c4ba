import { useTranslation } from 'react-i18next';
import { api } from '../api-client.ts';
import { FoundPicker, type PickerProps } from '../ui/FoundPicker.tsx';

/** Finds an account by its name or id; answers its id. */
export function AccountPicker(props: PickerProps) {
  const { t } = useTranslation('inspector');
  return (
    <FoundPicker
      kind="accounts"
      find={accountsLike}
      nothingFound={t('subject.noAccount')}
      clear={t('contact.clear')}
      {...props}
    />
  );
}

async function accountsLike(search: string, signal: AbortSignal) {
  const { items } = await api.listAccounts({ query: { search, limit: 20 }, signal });
  return items.map(({ id, name }) => ({ value: id, label: name ?? id }));
}
