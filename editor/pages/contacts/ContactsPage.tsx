import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/PageHeader.tsx';

/** To come. */
export function ContactsPage() {
  const { t } = useTranslation('shell');
  return <PageHeader title={t('nav.contacts')} />;
}
