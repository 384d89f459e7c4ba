import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnswerOf, BodyInput } from '../../../shared/api.ts';
import { api } from '../../api-client.ts';
import { tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';
import { settingsQuery } from '../queries.ts';

type Change = BodyInput<'changeSettings'>;

/** Saves some of the workspace's settings; the toast puts back what they were. */
export function useChangeSettings() {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const keep = (settings: AnswerOf<'changeSettings'>) =>
    queryClient.setQueryData(settingsQuery.queryKey, settings);
  return useMutation({
    mutationFn: (body: Change) => api.changeSettings({ body }),
    onMutate: () => queryClient.getQueryData(settingsQuery.queryKey),
    onSuccess: (settings, body, was) => {
      keep(settings);
      const before = Object.fromEntries(
        Object.entries(was ?? {}).filter(([name]) => Object.hasOwn(body, name)),
      );
      tellWithUndo(
        t('settings.workspace.saved'),
        () => void api.changeSettings({ body: before }).then(keep, tellError),
      );
    },
  });
}
