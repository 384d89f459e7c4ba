import { Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { MailFrame } from '../../ui/MailFrame.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';

interface EmailPreviewProps {
  text: { subject: string; preheader: string; body: string };
}

/** A text as the server would send it, for a contact if one is named; follows the typing. */
export function EmailPreview({ text }: EmailPreviewProps) {
  const { t } = useTranslation('pages');
  const [userId, setUserId] = useState('');
  const { subject, preheader, body } = text;
  const [asked] = useDebouncedValue({ subject, preheader, body, userId: userId.trim() }, 400);
  const preview = useQuery({
    queryKey: ['preview', asked],
    queryFn: ({ signal }) => {
      const { userId, ...rest } = asked;
      return api.previewEmail({ body: userId ? { ...rest, userId } : rest, signal });
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Panel title={t('settings.templates.preview')}>
      <Stack gap="sm">
        <TextInput
          label={t('settings.templates.previewFor')}
          value={userId}
          onChange={(event) => setUserId(event.currentTarget.value)}
        />
        <ErrorNotice error={preview.error} />
        {preview.data?.faults.map((fault) => (
          <Notice key={fault} tone="warn">
            {fault}
          </Notice>
        ))}
        {preview.data ? (
          <>
            <Text size="sm" fw={600}>
              {preview.data.subject || '–'}
            </Text>
            <MailFrame
              title={t('settings.templates.frame')}
              html={preview.data.html}
              text={preview.data.text}
            />
          </>
        ) : (
          !preview.error && <Skeleton height={420} radius="md" />
        )}
      </Stack>
    </Panel>
  );
}
