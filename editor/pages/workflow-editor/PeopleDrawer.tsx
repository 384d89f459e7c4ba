import { Button, Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { nameIn } from '../../canvas/step-words.ts';
import { useDraft } from '../../draft/draft-store.ts';
import { useView } from '../../draft/view-store.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useList } from '../use-list.ts';
import classes from './sheets.module.css';

/** The people behind a number: those at a step now, or all who entered, newest first. */
export function PeopleDrawer({ workflowId }: { workflowId: string }) {
  const { t } = useTranslation(['canvas', 'shell']);
  const people = useView((view) => view.people);
  const step = people?.step;
  const name = useDraft(({ history }) => (step === undefined ? '' : nameIn(history.present, step)));
  return (
    <Drawer
      opened={people !== undefined}
      onClose={() => useView.setState({ people: undefined })}
      position="right"
      size="md"
      title={step === undefined ? t('people.all') : t('people.at', { name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {people && <PeopleList workflowId={workflowId} step={step} />}
    </Drawer>
  );
}

function PeopleList({ workflowId, step }: { workflowId: string; step: string | undefined }) {
  const { t } = useTranslation(['canvas', 'shell']);
  const list = useList(
    ['workflow', workflowId, 'people', step],
    (place, signal) => api.listEnrolments({ query: { workflowId, step, ...place }, signal }),
    { every: 15_000 },
  );
  if (list.error) return <ErrorNotice error={list.error} onRetry={list.retry} />;
  if (!list.rows) return <p>{t('shell:common.loading')}</p>;
  if (list.rows.length === 0) return <p>{t('people.nobody')}</p>;
  return (
    <>
      <ul className={classes.peopleList}>
        {list.rows.map(
          ({ id, userId, contactId, contactName, accountId, accountName, status, since, dueAt }) => (
            <li key={id}>
              <span>
                {userId === undefined ? (
                  (contactName ?? accountName ?? accountId ?? contactId)
                ) : (
                  <TextLink to="/contacts/$userId" params={{ userId }}>
                    {contactName ?? userId}
                  </TextLink>
                )}
                <small>
                  {t('people.since')} <Moment at={since} />
                  {dueAt !== undefined && (
                    <>
                      {' · '}
                      {t('people.due')} <Moment at={dueAt} />
                    </>
                  )}
                </small>
              </span>
              <StatusBadge status={status} />
            </li>
          ),
        )}
      </ul>
      {list.paging.hasMore && (
        <Button variant="default" loading={list.paging.isLoadingMore} onClick={list.paging.onMore}>
          {t('people.more')}
        </Button>
      )}
    </>
  );
}
