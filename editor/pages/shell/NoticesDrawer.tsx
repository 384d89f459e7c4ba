import { Button, Drawer, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type BrakeLanguage, brakeLanguages, brakeWords } from '../../../shared/brake-words.ts';
import type { NoticeView } from '../../../shared/notice.ts';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tellError } from '../../ui/notify.ts';
import { useList } from '../use-list.ts';
import notices from './Notices.module.css';

interface NoticesDrawerProps {
  opened: boolean;
  hasUnread: boolean;
  onClose: () => void;
}

/** Everything the person was told, newest first. */
export function NoticesDrawer({ opened, hasUnread, onClose }: NoticesDrawerProps) {
  const { t } = useTranslation(['pages', 'shell']);
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="left"
      size="md"
      title={t('bars.notices.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {opened && <NoticeList hasUnread={hasUnread} />}
    </Drawer>
  );
}

function NoticeList({ hasUnread }: { hasUnread: boolean }) {
  const { t, i18n } = useTranslation(['pages', 'shell']);
  const language = brakeLanguages.find((each) => each === i18n.language) ?? 'en';
  const client = useQueryClient();
  const list = useList(['notices', 'list'], (place, signal) => api.listNotices({ query: place, signal }));
  const read = useMutation({
    mutationFn: () => api.readNotices({ body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['notices'] }),
    onError: tellError,
  });
  if (list.error) return <ErrorNotice error={list.error} onRetry={list.retry} />;
  if (!list.rows) return <Text size="sm">{t('shell:common.loading')}</Text>;
  if (list.rows.length === 0) return <Text size="sm">{t('bars.notices.none')}</Text>;
  return (
    <>
      {hasUnread && (
        <Button size="compact-sm" variant="default" loading={read.isPending} onClick={() => read.mutate()}>
          {t('bars.notices.readAll')}
        </Button>
      )}
      <ul className={notices.list}>
        {list.rows
          .map((each) => inOwnWords(each, language))
          .map((notice) => (
            <li key={notice.id} data-unread={!notice.read || undefined}>
              <b>{notice.subject}</b>
              {notice.text !== '' && <p>{notice.text}</p>}
              <small>
                {notice.userId !== undefined && (
                  <>
                    <TextLink to="/contacts/$userId" params={{ userId: notice.userId }}>
                      {notice.contactName ?? notice.userId}
                    </TextLink>
                    {' · '}
                  </>
                )}
                {notice.workflowName !== undefined && (
                  <>
                    <TextLink to="/workflows/$id" params={{ id: notice.workflowId }}>
                      {notice.workflowName}
                    </TextLink>
                    {' · '}
                  </>
                )}
                <Moment at={notice.at} />
              </small>
            </li>
          ))}
      </ul>
      {list.paging.hasMore && (
        <Button variant="default" loading={list.paging.isLoadingMore} onClick={list.paging.onMore}>
          {t('bars.notices.more')}
        </Button>
      )}
    </>
  );
}

/** What a brake says is said in the reader's language; what a workflow says stands as it was written. */
function inOwnWords(notice: NoticeView, language: BrakeLanguage): NoticeView {
  const { brake, workflowName } = notice;
  return brake ? { ...notice, ...brakeWords(language, workflowName ?? '', brake) } : notice;
}
