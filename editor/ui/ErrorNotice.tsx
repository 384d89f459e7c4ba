import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/problem-text.ts';
import classes from './Notice.module.css';

/** What went wrong, said where it went wrong, with another try when there is one. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('shell');
  if (!error) return null;
  return (
    <div className={classes.notice} data-tone="error" role="alert">
      <IconAlertCircle size={18} aria-hidden />
      <div className={classes.text}>{errorText(error)}</div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
