import { Text } from '@mantine/core';
import type { MessageView } from '../../../shared/message.ts';
import { reasonText } from '../../ui/reason-text.ts';
import { StatusBadge } from '../../ui/StatusBadge.tsx';

/** What became of a message, and why when it was not simply sent. */
export function MessageState({ message }: { message: MessageView }) {
  // Held says it already.
  const reason = message.status === 'held' ? undefined : message.reason;
  // The preview outbox reads `sent` as well, but nobody got anything: people must not take it for a letter.
  const isPreview = message.status === 'sent' && message.provider === 'preview';
  return (
    <>
      <StatusBadge status={isPreview ? 'previewed' : message.status} />
      {reason && (
        <Text size="xs" c="dimmed" mt={3} maw={260}>
          {reasonText(reason)}
        </Text>
      )}
    </>
  );
}
