import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import { api } from '../../api-client.ts';
import { tell } from '../../ui/notify.ts';
import { settingsQuery } from '../queries.ts';

/** Saves some of the workspace's settings. */
export function useChangeSettings() {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<'changeSettings'>) => api.changeSettings({ body }),
    onSuccess: (settings) => {
      queryClient.setQueryData(settingsQuery.queryKey, settings);
      tell(t('settings.workspace.saved'));
    },
  });
}
