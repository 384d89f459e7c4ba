import { IconMap2, IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { DemoLoading } from '../shell/DemoLoading.tsx';
import classes from './DoorFrame.module.css';
import { DoorFrame } from './DoorFrame.tsx';

/** The second step of the set-up: demo data to look around, or the way to one's own. */
export function StartChoice() {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [failure, setFailure] = useState<Error>();
  const load = useMutation({ mutationFn: () => api.loadDemo() });
  const job = failure ? undefined : load.data?.job;

  function lookAround() {
    setFailure(undefined);
    load.mutate();
  }
  async function enter() {
    await queryClient.invalidateQueries();
    await navigate({ to: '/workflows' });
  }
  return (
    <DoorFrame title={t('doors.start.title')} text={t('doors.start.text')}>
      <div className={classes.choices}>
        <button
          type="button"
          className={classes.choice}
          disabled={load.isPending || job !== undefined}
          onClick={lookAround}
        >
          <IconMap2 size={28} stroke={1.6} aria-hidden />
          <span>
            <strong>{t('doors.start.demo')}</strong>
            {t('doors.start.demoText')}
          </span>
        </button>
        <button
          type="button"
          className={classes.choice}
          disabled={load.isPending || job !== undefined}
          onClick={() => void navigate({ to: '/connect' })}
        >
          <IconPlugConnected size={28} stroke={1.6} aria-hidden />
          <span>
            <strong>{t('doors.start.empty')}</strong>
            {t('doors.start.emptyText')}
          </span>
        </button>
      </div>
      {job && <DemoLoading job={job} onDone={() => void enter()} onFailed={setFailure} />}
      <ErrorNotice error={load.error ?? failure} />
    </DoorFrame>
  );
}
