import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../lazy-part.ts';
import { Hint } from '../../ui/Hint.tsx';
import { Later } from '../../ui/Later.tsx';
import { unreadNoticesQuery } from '../queries.ts';
import classes from './Rail.module.css';

const NoticesDrawer = lazyPart(() => import('./NoticesDrawer.tsx'), 'NoticesDrawer', 'rest');

const COUNTED_UP_TO = 99;

/** The bell: how much the person was told and has not read, and all of it behind. */
export function NoticesButton() {
  const { t } = useTranslation(['pages', 'shell']);
  const [isOpen, drawer] = useDisclosure(false);
  const unread = useQuery(unreadNoticesQuery).data ?? 0;
  const badge = unread > COUNTED_UP_TO ? `${COUNTED_UP_TO}+` : String(unread);
  const label = unread > 0 ? t('bars.notices.unread', { badge }) : t('bars.notices.title');
  return (
    <>
      <Hint label={label} position="right">
        <UnstyledButton className={classes.item} aria-label={label} onClick={drawer.open}>
          <IconBell size={20} stroke={1.7} aria-hidden />
          {unread > 0 && (
            <span className={classes.badge} aria-hidden>
              {badge}
            </span>
          )}
        </UnstyledButton>
      </Hint>
      <Later wanted={isOpen}>
        <NoticesDrawer opened={isOpen} hasUnread={unread > 0} onClose={drawer.close} />
      </Later>
    </>
  );
}
