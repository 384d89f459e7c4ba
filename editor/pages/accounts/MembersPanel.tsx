import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import classes from './accounts.module.css';

/** The people of an account, last seen first. */
export function MembersPanel({ id, total }: { id: string; total: number }) {
  const { t } = useTranslation(['pages', 'shell']);
  const list = useList(['account', id, 'members'], (place, signal) =>
    api.listMembers({ params: { id }, query: { limit: 10, ...place }, signal }),
  );
  return (
    <Panel title={t('accounts.members.title', { total: formatNumber(total) })}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {list.rows?.length === 0 && (
        <EmptyState title={t('accounts.members.empty')} text={t('accounts.members.emptyText')} />
      )}
      <ul className={classes.people}>
        {list.rows?.map((member) => (
          <li key={member.id}>
            <Avatar name={member.name} size={26} />
            <span className={classes.who}>
              <TextLink size="sm" to="/contacts/$userId" params={{ userId: member.userId ?? member.id }}>
                {member.userId === undefined ? t('contacts.anonymous') : member.name}
              </TextLink>
              <span className={classes.dim}>{[member.role, member.email].filter(Boolean).join(' · ')}</span>
            </span>
            <span className={classes.dim}>
              <Moment at={member.lastSeenAt} />
            </span>
          </li>
        ))}
      </ul>
      {list.paging.hasMore && (
        <Button
          variant="default"
          size="xs"
          mt={8}
          loading={list.paging.isLoadingMore}
          onClick={list.paging.onMore}
        >
          {t('shell:common.more')}
        </Button>
      )}
    </Panel>
  );
}
