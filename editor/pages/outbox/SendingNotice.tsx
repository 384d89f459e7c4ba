import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { settingsQuery } from '../queries.ts';

/** Says when mail does not really go out: what is missing for it, or that somebody stopped it. */
export function SendingNotice() {
  const { t } = useTranslation('pages');
  const settings = useQuery(settingsQuery).data;
  if (!settings) return null;
  return (
    <>
      {settings.sendingStopped && <Notice tone="warn">{t('outbox.stopped')}</Notice>}
      {!settings.mail.live && (
        <Notice
          tone="info"
          title={t('outbox.preview.title')}
          actions={
            <ButtonLink to="/settings/$section" params={{ section: 'mail' }} variant="default">
              {t('outbox.preview.toSettings')}
            </ButtonLink>
          }
        >
          {settings.mail.missing.length > 0 && (
            <>
              <p>{t('outbox.preview.text')}</p>
              <ul>
                {settings.mail.missing.map((missing) => (
                  <li key={missing}>{t(`outbox.preview.${missing}`)}</li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
    </>
  );
}
