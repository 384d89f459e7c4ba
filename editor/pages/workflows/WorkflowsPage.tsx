import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/PageHeader.tsx';

/** All workflows. */
export function WorkflowsPage() {
  const { t } = useTranslation('pages');
  return <PageHeader title={t('workflows.title')} />;
}
