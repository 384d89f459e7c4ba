import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../ui/Moment.tsx';
import { tellError } from '../../ui/notify.ts';
import { settingsQuery } from '../queries.ts';
import { useChangeSettings } from '../settings/use-change-settings.ts';
import { useMay } from '../use-may.ts';
import classes from './DemoBar.module.css';

/** Says on every page that somebody stopped all sending, and lets an admin start it again. */
export function StopBar() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const settings = useQuery({ ...settingsQuery, refetchInterval: 30_000 }).data;
  const change = useChangeSettings();
  if (!settings?.sendingStopped) return null;
  const by = settings.sendingStoppedBy;
  return (
    <div className={classes.bar} data-tone="warn" role="status">
      <IconHandStop size={16} aria-hidden />
      <span>
        {by ? t('bars.stopped.by', { name: by.name }) : t('bars.stopped.all')}{' '}
        {by && (
          <>
            <Moment at={by.at} />.
          </>
        )}{' '}
        {t('bars.stopped.waits')}
      </span>
      {may('admin') && (
        <Button
          variant="subtle"
          size="compact-xs"
          h={26}
          loading={change.isPending}
          onClick={() => change.mutate({ sendingStopped: false }, { onError: tellError })}
        >
          {t('bars.stopped.again')}
        </Button>
      )}
    </div>
  );
}
