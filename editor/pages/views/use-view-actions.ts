import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SavedView, ViewPlace } from '../../../shared/saved-view.ts';
import { api } from '../../api-client.ts';
import { tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

/** Changes and deletes saved views; both can be taken back while the toast stands. */
export function useViewActions(place: ViewPlace) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['views', place] }),
    onError: tellError,
  });
  const put = (view: SavedView) => api.saveView({ params: { id: view.id }, body: wishOf(view) });

  function save(was: SavedView, view: SavedView) {
    run.mutate(() => put(view), {
      onSuccess: () => tellWithUndo(t('views.saved', { name: view.name }), () => run.mutate(() => put(was))),
    });
  }
  function remove(view: SavedView) {
    run.mutate(() => api.deleteView({ params: { id: view.id } }), {
      onSuccess: () =>
        tellWithUndo(t('views.deleted', { name: view.name }), () =>
          run.mutate(() => api.createView({ body: { ...wishOf(view), place } })),
        ),
    });
  }
  return { save, remove };
}

/** What a view asks for, to be saved like that again. */
export function wishOf({ name, search, shared }: SavedView): Pick<SavedView, 'name' | 'search' | 'shared'> {
  return { name, search, shared };
}
