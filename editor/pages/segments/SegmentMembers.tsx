import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SubjectKind } from '../../../shared/segment.ts';
import { api } from '../../api-client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from '../accounts/accounts.module.css';
import { useList } from '../use-list.ts';

/** Who is in a segment, and since when. */
export function SegmentMembers({ segmentKey, subject }: { segmentKey: string; subject: SubjectKind }) {
  const { t } = useTranslation(['pages', 'shell']);
  const list = useList(['segments', segmentKey, 'members'], (place, signal) =>
    api.listSegmentMembers({ params: { key: segmentKey }, query: { limit: 20, ...place }, signal }),
  );
  return (
    <Panel title={t('segments.members')}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {list.rows?.length === 0 && <EmptyState title={t('segments.nobody')} />}
      <ul className={classes.people}>
        {list.rows?.map((member) => (
          <li key={member.id}>
            <Avatar name={member.name} size={26} />
            <span className={classes.who}>
              {subject === 'account' ? (
                <TextLink size="sm" to="/accounts/$id" params={{ id: member.id }}>
                  {member.name}
                </TextLink>
              ) : (
                <TextLink size="sm" to="/contacts/$userId" params={{ userId: member.userId ?? member.id }}>
                  {member.name}
                </TextLink>
              )}
            </span>
            <span className={classes.dim}>
              <Moment at={member.since} />
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
