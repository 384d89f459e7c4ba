import { Button, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatDay } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import { groupByDay } from './group-by-day.ts';
import classes from './Timeline.module.css';
import { TimelineEntry } from './TimelineEntry.tsx';

/** A contact's story, newest first, day by day. */
export function Timeline({ userId }: { userId: string }) {
  const { t, i18n } = useTranslation(['pages', 'shell']);
  const list = useList(
    ['timeline', userId],
    (place, signal) => api.getTimeline({ params: { userId }, query: place, signal }),
    { every: 15_000 },
  );
  const now = new Date();
  const days = groupByDay(list.rows ?? []);
  const names = new Map([
    [now.toDateString(), t('contacts.timeline.today')],
    [new Date(now.getTime() - 86_400_000).toDateString(), t('contacts.timeline.yesterday')],
  ]);
  return (
    <Panel title={t('contacts.timeline.title')}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {!list.rows && !list.error && (
        <Stack gap="sm">
          {[80, 62, 74, 50].map((width) => (
            <Skeleton key={width} height={14} width={`${width}%`} />
          ))}
        </Stack>
      )}
      {list.rows?.length === 0 && <EmptyState title={t('contacts.timeline.empty')} />}
      {days.map(({ day, items }) => (
        <section key={day} className={classes.day}>
          <h3 className={classes.date}>{names.get(day) ?? formatDay(day, i18n.language, now)}</h3>
          <ol className={classes.items}>
            {items.map((item) => (
              <TimelineEntry key={item.id} item={item} userId={userId} />
            ))}
          </ol>
        </section>
      ))}
      {list.paging.hasMore && (
        <Button variant="default" mt="md" loading={list.paging.isLoadingMore} onClick={list.paging.onMore}>
          {t('shell:common.more')}
        </Button>
      )}
    </Panel>
  );
}
