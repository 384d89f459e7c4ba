import { Button, Drawer, Group, Skeleton, Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/message.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { MailFrame } from '../../ui/MailFrame.tsx';
import { useMay } from '../use-may.ts';
import classes from './MessageDrawer.module.css';
import { MessageHeaders } from './MessageHeaders.tsx';
import { MessageState } from './MessageState.tsx';
import { useMessageActions } from './use-message-actions.ts';

/** One message as it is rendered, what became of it, and what can be done now. */
export function MessageDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation('shell');
  const { data, error } = useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => api.getMessage({ params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
  });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      size={720}
      title={data?.subject ?? (error ? t('notFound.title') : t('common.loading'))}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ErrorNotice error={error} />
      {!data && !error && <Skeleton height={420} radius="md" />}
      {data && <MessageDetail message={data} />}
    </Drawer>
  );
}

function MessageDetail({ message }: { message: MessageView }) {
  const { t } = useTranslation('pages');
  const may = useMay();
  const { approve, discard, resend, isPending } = useMessageActions();
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <div>
          <MessageState message={message} />
        </div>
        {may('marketer') && (
          <Group gap="xs">
            {message.status === 'held' && (
              <>
                <Button
                  size="sm"
                  variant="default"
                  disabled={isPending}
                  onClick={() => void discard([message])}
                >
                  {t('outbox.discard')}
                </Button>
                <Button size="sm" loading={isPending} onClick={() => approve([message])}>
                  {t('outbox.approve')}
                </Button>
              </>
            )}
            {message.status === 'failed' && (
              <Button size="sm" loading={isPending} onClick={() => resend(message)}>
                {t('outbox.resend')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      <Tabs defaultValue="rendered" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="rendered">{t('outbox.one.rendered')}</Tabs.Tab>
          <Tabs.Tab value="text">{t('outbox.one.text')}</Tabs.Tab>
          <Tabs.Tab value="headers">{t('outbox.one.headers')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rendered">
          <MailFrame title={t('outbox.one.frame', { subject: message.subject })} html={message.html} />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <pre className={classes.text}>{message.text}</pre>
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <MessageHeaders message={message} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
