import { useTranslation } from 'react-i18next';
import type { SubjectKind } from '../../../shared/segment.ts';
import { api } from '../../api-client.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { NameList } from '../../ui/NameList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';

/** Who is in a segment, and since when. */
export function SegmentMembers({ segmentKey, subject }: { segmentKey: string; subject: SubjectKind }) {
  const { t } = useTranslation('pages');
  const list = useList(['segments', segmentKey, 'members'], (place, signal) =>
    api.listSegmentMembers({ params: { key: segmentKey }, query: { limit: 20, ...place }, signal }),
  );
  return (
    <Panel title={t('segments.members')}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {list.rows?.length === 0 && <EmptyState title={t('segments.nobody')} />}
      <NameList
        items={list.rows}
        paging={list.paging}
        render={({ id, name, userId, since }) => ({
          key: id,
          name,
          link:
            subject === 'account' ? (
              <TextLink size="sm" to="/accounts/$id" params={{ id }}>
                {name}
              </TextLink>
            ) : (
              <TextLink size="sm" to="/contacts/$userId" params={{ userId: userId ?? id }}>
                {name}
              </TextLink>
            ),
          at: since,
        })}
      />
    </Panel>
  );
}
