import { Select, Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { api } from '../api-client.ts';
import { isLanguage, type Language, languageNames, languages } from '../i18n/languages.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { MailFrame } from '../ui/MailFrame.tsx';
import { ContactPicker } from './ContactPicker.tsx';
import classes from './EmailPreview.module.css';

interface EmailPreviewProps {
  subject: string;
  preheader: string | undefined;
  body: string;
  /** How high the e-mail is shown, in pixels. */
  height?: number;
}

/** For whom previews are rendered, and in which language unless in theirs: stays chosen from step to step. */
const useReader = create<{ userId: string | null; language: Language | null }>(() => ({
  userId: null,
  language: null,
}));

/** The e-mail as a contact of one's choice would get it, rendered by the server and shown without any rights. */
export function EmailPreview(props: EmailPreviewProps) {
  const { height = 300 } = props;
  const { t } = useTranslation('inspector');
  const { userId, language } = useReader();
  const [{ subject, preheader, body }] = useDebouncedValue(props, 400);
  const isWritten = body.trim() !== '' || subject.trim() !== '';
  const preview = useQuery({
    queryKey: ['preview', subject, preheader, body, userId, language],
    queryFn: ({ signal }) =>
      api.previewEmail({
        body: {
          subject,
          body,
          ...(preheader ? { preheader } : {}),
          ...(userId ? { userId } : {}),
          ...(language ? { language } : {}),
        },
        signal,
      }),
    enabled: isWritten,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <section className={classes.preview} aria-label={t('preview.label')}>
      <div className={classes.reader}>
        <ContactPicker
          label={t('preview.as')}
          placeholder={t('preview.nobody')}
          value={userId}
          onChange={(next) => useReader.setState({ userId: next })}
        />
        <Select
          label={t('preview.language')}
          placeholder={preview.data && languageNames[preview.data.language]}
          clearable
          clearButtonProps={{ 'aria-label': t('preview.ownLanguage') }}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={(next) => useReader.setState({ language: isLanguage(next) ? next : null })}
        />
      </div>
      {!isWritten && <p className={classes.empty}>{t('preview.empty')}</p>}
      <ErrorNotice error={isWritten ? preview.error : undefined} />
      {isWritten && preview.isPending && <Skeleton height={height} radius="md" />}
      {isWritten && preview.data && (
        <>
          {preview.data.faults.length > 0 && (
            <ul className={classes.faults}>
              {preview.data.faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          )}
          <div className={classes.mail}>
            <div className={classes.head}>
              <b>{preview.data.subject || t('preview.noSubject')}</b>
              {preheader && <small>{preheader}</small>}
            </div>
          </div>
          <MailFrame
            title={t('preview.frame')}
            html={preview.data.html}
            text={preview.data.text}
            height={height}
          />
        </>
      )}
    </section>
  );
}
