import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import { type CaseView, isClosed } from '../../../shared/case.ts';
import { api } from '../../api-client.ts';
import { tell, tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

type Change = BodyInput<'changeCase'>;

/**
 * Changes a case as it was read; somebody else’s edit meanwhile is shown before one’s own is repeated. What was before
 * can be had back from the toast, unless somebody has changed the case since.
 */
export function useChangeCase(of: CaseView) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const renew = () =>
    Promise.all(
      ['account', 'accounts', 'cases', 'timeline'].map((key) =>
        queryClient.invalidateQueries({ queryKey: [key] }),
      ),
    );
  const undo = useMutation({
    mutationFn: ({ body, etag }: { body: Change; etag: string }) =>
      api.changeCase({ params: { id: of.id }, ifMatch: etag, body }),
    onSuccess: () => tell(t('risk.undone')),
    onError: tellError,
    onSettled: renew,
  });
  const run = useMutation({
    mutationFn: (body: Change) => api.changeCase({ params: { id: of.id }, ifMatch: of.etag, body }),
    onSuccess: (view, body) => {
      queryClient.setQueryData(['cases', of.id], view);
      const back = backOf(of, body);
      if (back) tellWithUndo(told(view, body), () => undo.mutate({ body: back, etag: view.etag }));
    },
    onError: tellError,
    onSettled: renew,
  });

  function told({ stage, owner }: CaseView, body: Change): string {
    if (body.stage !== undefined)
      return isClosed(stage)
        ? t('cases.close.told')
        : t('cases.inStage', { stage: t(`cases.stage.${stage}`) });
    if (body.owner === undefined) return t('cases.reasonChanged');
    return owner === undefined ? t('cases.ledByNobody') : t('cases.ledBy', { owner });
  }

  return {
    change: (body: Change, then: () => void = () => {}) => run.mutate(body, { onSuccess: then }),
    isPending: run.isPending,
  };
}

/** What takes a change back; undefined for a note, which stays. */
function backOf({ stage, owner, reason }: CaseView, body: Change): Change | undefined {
  if (body.stage !== undefined) return { stage };
  if (body.owner !== undefined) return { owner: owner ?? null };
  return body.reason === undefined ? undefined : { reason: reason ?? null };
}
