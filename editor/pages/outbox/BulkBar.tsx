import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/message.ts';
import classes from './BulkBar.module.css';
import { useMessageActions } from './use-message-actions.ts';

/** What can be done with all selected messages together. */
export function BulkBar({ messages, onDone }: { messages: MessageView[]; onDone: () => void }) {
  const { t } = useTranslation('pages');
  const { approve, discard, isPending } = useMessageActions(onDone);
  return (
    <div className={classes.bar} role="status">
      <Text size="sm" fw={570}>
        {t('outbox.selected', { count: messages.length })}
      </Text>
      <Group gap="xs">
        <Button variant="default" color="red" disabled={isPending} onClick={() => void discard(messages)}>
          {t('outbox.discard')}
        </Button>
        <Button loading={isPending} onClick={() => approve(messages)}>
          {t('outbox.approve')}
        </Button>
      </Group>
    </div>
  );
}
