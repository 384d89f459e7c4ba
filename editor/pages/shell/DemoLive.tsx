import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatTime } from '../../i18n/format.ts';
import { tellError } from '../../ui/notify.ts';
import { demoQuery } from '../queries.ts';
import { useMay } from '../use-may.ts';

/** Lets the people of the demo go on using the product for a while, and says until when they do. */
export function DemoLive() {
  const { t } = useTranslation('shell');
  const may = useMay();
  const queryClient = useQueryClient();
  const demo = useQuery(demoQuery).data;
  const change = useMutation({
    mutationFn: (on: boolean) => (on ? api.startDemoLive() : api.stopDemoLive()),
    onSuccess: (answer) => queryClient.setQueryData(demoQuery.queryKey, answer),
    onError: tellError,
  });
  if (!demo) return null;
  const { live } = demo;
  return (
    <>
      {may('admin') && (
        <Switch
          size="xs"
          label={t('demo.live')}
          checked={change.isPending ? change.variables : live !== null}
          onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
        />
      )}
      {live && (
        <span data-until>{t('demo.liveUntil', { time: formatTime(live.until), count: live.sent })}</span>
      )}
    </>
  );
}
