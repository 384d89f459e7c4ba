import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { tell } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { sessionQuery } from '../queries.ts';
import { DemoLoading } from '../shell/DemoLoading.tsx';

/** Loads the demo data later than at the set-up. Removing it is the matter of the bar that shows while it is there. */
export function DemoPanel() {
  const { t } = useTranslation('shell');
  const queryClient = useQueryClient();
  const demo = useQuery(sessionQuery).data?.demo;
  const [failure, setFailure] = useState<Error>();
  const load = useMutation({ mutationFn: () => api.loadDemo(), onMutate: () => setFailure(undefined) });
  const job = failure ? undefined : load.data?.job;
  async function finish() {
    tell(t('demo.loaded'));
    load.reset();
    await queryClient.invalidateQueries();
  }
  if (demo !== false) return null;
  return (
    <Panel title={t('demo.title')} about={t('demo.about')}>
      <ErrorNotice error={load.error ?? failure} />
      {job === undefined ? (
        <Button size="sm" variant="default" loading={load.isPending} onClick={() => load.mutate()}>
          {t('demo.load')}
        </Button>
      ) : (
        <DemoLoading job={job} onDone={() => void finish()} onFailed={setFailure} />
      )}
    </Panel>
  );
}
