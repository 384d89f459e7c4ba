import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../ui/Hint.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { sendTestEvent } from './send-test-event.ts';

/** Sends one call with the key, to see the whole way work before any code is written. */
export function TestEventButton({ writeKey }: { writeKey: string }) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: () => sendTestEvent(writeKey),
    onSuccess: () => tell(t('connect.test.sent')),
    onError: tellError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['calls'] }),
  });
  return (
    <Hint label={t('connect.test.needsKey')} disabled={writeKey !== ''}>
      <Button
        size="sm"
        leftSection={<IconSend size={16} aria-hidden />}
        loading={send.isPending}
        // Not `disabled`, so that the button can be reached and its tooltip read.
        {...(writeKey === '' ? { 'data-disabled': true, 'aria-disabled': true } : {})}
        onClick={() => writeKey !== '' && send.mutate()}
      >
        {t('connect.test.button')}
      </Button>
    </Hint>
  );
}
