import {
  type MessageGroup,
  type MessageListed,
  messageGroup,
  messageGroups,
  messageStatuses,
  readerMarks,
} from '../../../shared/message.ts';

type Tab = 'all' | 'held' | MessageGroup;

interface Narrowed {
  group?: MessageGroup | undefined;
  status?: MessageListed | undefined;
}

/** What people look for in the outbox, in the order of a message's life. */
export const tabs: readonly Tab[] = ['all', 'held', ...messageGroup.options];

/** The tab that the filters belong to; a state alone is of its group. */
export function tabOf({ group, status }: Narrowed): Tab {
  if (status === undefined) return group ?? 'all';
  return tabs.find((tab) => tab !== 'all' && statesOf(tab).includes(status)) ?? 'all';
}

/** The filters that a tab stands for. */
export function filtersOf(tab: Tab): Required<Narrowed> {
  return {
    group: tab === 'all' || tab === 'held' ? undefined : tab,
    status: tab === 'held' ? tab : undefined,
  };
}

/** What the messages of a tab can be narrowed to. */
export function statesOf(tab: Tab): readonly MessageListed[] {
  if (tab === 'all') return [...messageStatuses, ...readerMarks];
  if (tab === 'held') return [tab];
  return tab === 'sent' ? [...messageGroups[tab], ...readerMarks] : messageGroups[tab];
}

/** When what the list is narrowed to happened. */
export function momentOf(status: MessageListed | undefined): 'createdAt' | 'openedAt' | 'clickedAt' {
  if (status === 'opened') return 'openedAt';
  return status === 'clicked' ? 'clickedAt' : 'createdAt';
}
