import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api-client.ts';
import { problemText } from '../../i18n/problem-text.ts';
import classes from './FullPage.module.css';

/** What stands where a page failed: what happened as far as it is known, and a way on. */
export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation('shell');
  return (
    <div className={classes.page} role="alert">
      <Title order={1} size="h3">
        {t('crash.title')}
      </Title>
      <Text c="dimmed" maw={460}>
        {error instanceof ApiProblem ? problemText(error) : t('crash.text')}
      </Text>
      <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
    </div>
  );
}
