import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from './Avatar.tsx';
import { Moment } from './Moment.tsx';
import classes from './NameList.module.css';

interface NameListProps<Item> {
  /** Undefined while loading. */
  items: readonly Item[] | undefined;
  /** What stands for one of them; `link` leads to its page. */
  render: (item: Item) => { key: string; name: string; link: ReactNode; about?: string; at: string };
  paging: { hasMore: boolean; isLoadingMore: boolean; onMore: () => void };
}

/** People or companies one beneath the other, each with a moment. */
export function NameList<Item>({ items, render, paging }: NameListProps<Item>) {
  const { t } = useTranslation('shell');
  return (
    <>
      <ul className={classes.list}>
        {items?.map(render).map(({ key, name, link, about, at }) => (
          <li key={key}>
            <Avatar name={name} size={26} />
            <span className={classes.who}>
              {link}
              {about !== undefined && <span className={classes.dim}>{about}</span>}
            </span>
            <span className={classes.dim}>
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      {paging.hasMore && (
        <Button variant="default" size="xs" mt={8} loading={paging.isLoadingMore} onClick={paging.onMore}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
