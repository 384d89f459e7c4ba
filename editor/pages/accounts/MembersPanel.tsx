import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { NameList } from '../../ui/NameList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';

/** The people of an account, last seen first. */
export function MembersPanel({ id, total }: { id: string; total: number }) {
  const { t } = useTranslation('pages');
  const list = useList(['account', id, 'members'], (place, signal) =>
    api.listMembers({ params: { id }, query: { limit: 10, ...place }, signal }),
  );
  return (
    <Panel title={t('accounts.members.title', { total: formatNumber(total) })}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {list.rows?.length === 0 && (
        <EmptyState title={t('accounts.members.empty')} text={t('accounts.members.emptyText')} />
      )}
      <NameList
        items={list.rows}
        paging={list.paging}
        render={(member) => ({
          key: member.id,
          name: member.name,
          link: (
            <TextLink size="sm" to="/contacts/$userId" params={{ userId: member.userId ?? member.id }}>
              {member.userId === undefined ? t('contacts.anonymous') : member.name}
            </TextLink>
          ),
          about: [member.role, member.email].filter(Boolean).join(' · '),
          at: member.lastSeenAt,
        })}
      />
    </Panel>
  );
}
