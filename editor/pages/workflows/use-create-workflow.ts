import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api-client.ts';
import { tellError } from '../../ui/notify.ts';

/** Saves a document as a new draft and opens it on the canvas. */
export function useCreateWorkflow() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (document: unknown) => api.createWorkflow({ body: document }),
    onSuccess: async (workflow) => {
      await queryClient.invalidateQueries({ queryKey: ['workflows'] });
      await navigate({ to: '/workflows/$id', params: { id: workflow.id } });
    },
    onError: tellError,
  });
}
