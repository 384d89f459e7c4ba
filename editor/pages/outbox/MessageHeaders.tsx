import { useTranslation } from 'react-i18next';
import { accountIdOf } from '../../../shared/enrolment.ts';
import type { MessageView } from '../../../shared/message.ts';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';

/** Where a message comes from, whom it is for, and when what happened to it. */
export function MessageHeaders({ message }: { message: MessageView }) {
  const { t } = useTranslation(['pages', 'words']);
  const account = accountIdOf(message.contactId);
  const name = message.contactName ?? message.userId ?? message.contactId;
  const moment = (at: string | undefined) => at && <Moment at={at} as="exact" />;
  return (
    <Facts
      of={[
        [t('outbox.one.from'), message.from],
        [t('outbox.one.to'), message.to],
        [t('outbox.one.subject'), message.subject],
        [t('outbox.one.preheader'), message.preheader],
        [
          t('outbox.one.contact'),
          account === undefined ? (
            <TextLink
              key="contact"
              size="sm"
              to="/contacts/$userId"
              params={{ userId: message.userId ?? message.contactId }}
            >
              {name}
            </TextLink>
          ) : undefined,
        ],
        // An account of which nobody could be written to.
        [
          t('outbox.one.account'),
          account !== undefined ? (
            <TextLink key="account" size="sm" to="/accounts/$id" params={{ id: account }}>
              {name}
            </TextLink>
          ) : undefined,
        ],
        [
          t('outbox.one.workflow'),
          message.workflowId && (
            <TextLink key="workflow" size="sm" to="/workflows/$id" params={{ id: message.workflowId }}>
              {message.workflowName ?? message.workflowId}
            </TextLink>
          ),
        ],
        [t('outbox.one.writtenBy'), message.writtenBy],
        [t('outbox.one.step'), message.step],
        [t('outbox.one.purpose'), t(`words:purpose.${message.purpose}`)],
        [t('outbox.one.provider'), message.provider],
        [t('outbox.one.created'), moment(message.createdAt)],
        [t('outbox.one.sent'), moment(message.sentAt)],
        [t('outbox.one.opened'), moment(message.openedAt)],
        [t('outbox.one.clicked'), moment(message.clickedAt)],
        [t('outbox.one.id'), message.id],
      ]}
    />
  );
}
