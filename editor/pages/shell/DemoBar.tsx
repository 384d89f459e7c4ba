import { Button } from '@mantine/core';
import { IconMap2, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { lazyPart } from '../../lazy-part.ts';
import { ask } from '../../ui/ask.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { sessionQuery } from '../queries.ts';
import { useMay } from '../use-may.ts';
import classes from './DemoBar.module.css';

const JobProgress = lazyPart(() => import('../../ui/JobProgress.tsx'), 'JobProgress');
const DemoLive = lazyPart(() => import('./DemoLive.tsx'), 'DemoLive');

/** Says that what one sees is invented, for as long as demo data is loaded. */
export function DemoBar() {
  const { t } = useTranslation('shell');
  const may = useMay();
  const queryClient = useQueryClient();
  const demo = useQuery(sessionQuery).data?.demo;
  const [job, setJob] = useState<string>();
  const remove = useMutation({
    mutationFn: () => api.removeDemo(),
    onSuccess: (answer) => setJob(answer.job),
    onError: tellError,
  });
  if (!demo) return null;

  async function askToRemove() {
    const question = {
      title: t('demo.confirmTitle'),
      text: t('demo.confirm'),
      confirm: t('demo.remove'),
      grave: true,
    };
    if (await ask(question)) remove.mutate();
  }
  async function finish() {
    setJob(undefined);
    tell(t('demo.removed'));
    await queryClient.invalidateQueries();
  }
  return (
    <aside className={classes.bar} aria-label={t('common.demo')}>
      <IconMap2 size={16} aria-hidden />
      <span className={classes.notice}>{t('demo.notice')}</span>
      <b className={classes.brief} title={t('demo.notice')}>
        {t('demo.title')}
      </b>
      {job === undefined && (
        <Suspense fallback={null}>
          <DemoLive />
        </Suspense>
      )}
      {job !== undefined && (
        <div className={classes.progress}>
          <Suspense fallback={null}>
            <JobProgress
              job={job}
              label={t('demo.removing')}
              onDone={() => void finish()}
              onFailed={(failure) => {
                setJob(undefined);
                tellError(failure);
              }}
            />
          </Suspense>
        </div>
      )}
      {job === undefined && may('admin') && (
        <Button
          variant="subtle"
          size="compact-xs"
          h={26}
          className={classes.remove}
          aria-label={t('demo.remove')}
          leftSection={<IconTrash size={15} />}
          loading={remove.isPending}
          onClick={() => void askToRemove()}
        >
          {t('demo.remove')}
        </Button>
      )}
    </aside>
  );
}
