import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { settingsQuery } from '../queries.ts';
import { ProvidersPanel } from './ProvidersPanel.tsx';
import { SuppressionsPanel } from './SuppressionsPanel.tsx';

/** Whether mail really goes out, what is missing for it, and to whom it never goes. */
export function MailSection() {
  const { t } = useTranslation('pages');
  const { data, error, refetch } = useQuery(settingsQuery);
  const mail = data?.mail;
  const provider = mail?.provider === 'sendgrid' ? 'SendGrid' : t('settings.mail.previewProvider');
  return (
    <>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!mail && !error && <Skeleton height={160} radius="lg" />}
      {mail && (
        <Panel
          title={t('settings.mail.title')}
          about={mail.live ? t('settings.mail.live', { provider }) : t('settings.mail.preview')}
        >
          <Facts
            of={[
              [t('settings.mail.provider'), provider],
              [t('settings.mail.from'), mail.from ?? '–'],
              [
                t('settings.mail.missing'),
                mail.missing.length > 0 ? (
                  <span key="missing" style={{ display: 'grid', gap: 5, justifyItems: 'start' }}>
                    {mail.missing.map((missing) => (
                      <Chip key={missing} tone="warn">
                        {t(`outbox.preview.${missing}`)}
                      </Chip>
                    ))}
                  </span>
                ) : undefined,
              ],
            ]}
          />
        </Panel>
      )}
      <ProvidersPanel />
      <SuppressionsPanel />
    </>
  );
}
