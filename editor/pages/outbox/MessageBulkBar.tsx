import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/message.ts';
import { BulkBar } from '../../ui/BulkBar.tsx';
import { useMessageActions } from './use-message-actions.ts';

/** What can be done with all selected messages together. */
export function MessageBulkBar({ messages, onDone }: { messages: MessageView[]; onDone: () => void }) {
  const { t } = useTranslation('pages');
  const { approve, discard, isPending } = useMessageActions(onDone);
  return (
    <BulkBar said={t('outbox.selected', { count: messages.length })}>
      <Button variant="default" color="red" disabled={isPending} onClick={() => void discard(messages)}>
        {t('outbox.discard')}
      </Button>
      <Button loading={isPending} onClick={() => approve(messages)}>
        {t('outbox.approve')}
      </Button>
    </BulkBar>
  );
}
