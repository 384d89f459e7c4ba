import { Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/links.tsx';
import classes from './FullPage.module.css';

/** The same outside the shell, where the page has no main part yet. */
export function NotFoundOutside() {
  return (
    <main className={classes.whole}>
      <NotFoundPage />
    </main>
  );
}

/** What stands at an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation('shell');
  useDocumentTitle(`${t('notFound.title')} · Mooring`);
  return (
    <div className={classes.page}>
      <Title order={1} size="h3" tabIndex={-1}>
        {t('notFound.title')}
      </Title>
      <Text c="dimmed" maw={460}>
        {t('notFound.text')}
      </Text>
      <ButtonLink to="/workflows">{t('notFound.home')}</ButtonLink>
    </div>
  );
}
