import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/message.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { tell, tellError } from '../../ui/notify.ts';

type Verb = 'approve' | 'discard' | 'resend';

const calls = {
  approve: api.approveMessage,
  discard: api.discardMessage,
  resend: api.resendMessage,
} satisfies Record<Verb, unknown>;

/** Lets held messages go, discards them, or sends failed ones again; one or several. */
export function useMessageActions(onDone: () => void = () => {}) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: async ({ verb, messages }: { verb: Verb; messages: MessageView[] }) => {
      // One after the other: the first refusal stops the rest and is shown.
      for (const { id } of messages) await calls[verb]({ params: { id } });
    },
    onSuccess: (_, { verb, messages }) => {
      const count = messages.length;
      if (verb === 'resend') tell(t('outbox.resent'));
      else tell(t(verb === 'approve' ? 'outbox.approved' : 'outbox.discarded', { count }));
      onDone();
    },
    onError: tellError,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['messages'] }),
        queryClient.invalidateQueries({ queryKey: ['message'] }),
      ]),
  });
  async function discard(messages: MessageView[]) {
    const question = {
      title: t('outbox.discardTitle'),
      text: t('outbox.discardText', { count: messages.length }),
      confirm: t('outbox.discard'),
      grave: true,
    };
    if (await ask(question)) run.mutate({ verb: 'discard', messages });
  }
  return {
    approve: (messages: MessageView[]) => run.mutate({ verb: 'approve', messages }),
    discard,
    resend: (message: MessageView) => run.mutate({ verb: 'resend', messages: [message] }),
    isPending: run.isPending,
  };
}
