import { Button, Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type TimelineGroup, timelineGroup } from '../../../shared/contact.ts';
import { api } from '../../api-client.ts';
import { formatDay } from '../../i18n/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { SignalsOf } from '../risk/OpenSignals.tsx';
import { useList } from '../use-list.ts';
import { groupByDay } from './group-by-day.ts';
import classes from './Timeline.module.css';
import { TimelineEntry } from './TimelineEntry.tsx';

interface TimelineProps {
  of: SignalsOf;
  /** What it is narrowed to. */
  kind: TimelineGroup | undefined;
  onKind: (kind: TimelineGroup | undefined) => void;
}

/** A story, newest first, day by day; one kind of thing alone where that is asked for. */
export function Timeline({ of, kind, onKind }: TimelineProps) {
  const { t, i18n } = useTranslation(['pages', 'shell']);
  const list = useList(
    ['timeline', 'account' in of ? of.account : of.contact, kind],
    (place, signal) =>
      'account' in of
        ? api.getAccountTimeline({ params: { id: of.account }, query: { kind, ...place }, signal })
        : api.getTimeline({ params: { userId: of.contact }, query: { kind, ...place }, signal }),
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
      <div className={classes.filter}>
        <FilterTabs
          label={t('contacts.timeline.filter')}
          value={kind ?? 'all'}
          options={[
            { value: 'all', label: t('shell:common.all') },
            ...timelineGroup.options.map((value) => ({
              value,
              label: t(`contacts.timeline.groups.${value}`),
            })),
          ]}
          onChange={(value) => onKind(timelineGroup.options.find((group) => group === value))}
        />
      </div>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {!list.rows && !list.error && (
        <Stack gap="sm">
          {[80, 62, 74, 50].map((width) => (
            <Skeleton key={width} height={14} width={`${width}%`} />
          ))}
        </Stack>
      )}
      {list.rows?.length === 0 && (
        <EmptyState
          title={t('contacts.timeline.empty')}
          text={kind === undefined ? t('contacts.timeline.emptyText') : undefined}
        />
      )}
      {days.map(({ day, items }) => (
        <section key={day} className={classes.day}>
          <h3 className={classes.date}>{names.get(day) ?? formatDay(day, i18n.language, now)}</h3>
          <ol className={classes.items}>
            {items.map((item) => (
              <TimelineEntry key={item.id} item={item} of={of} />
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
