import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { tellFailure } from '../../ui/notify.ts';
import { useCreateWorkflow } from './use-create-workflow.ts';

/** Makes a new draft of a workflow that was exported as a file, and opens it. */
export function useImportWorkflow(): (file: File) => Promise<void> {
  const { t } = useTranslation('pages');
  const { mutate } = useCreateWorkflow();
  return useCallback(
    async (file) => {
      try {
        mutate(JSON.parse(await file.text()));
      } catch {
        tellFailure(t('workflows.importFailed'));
      }
    },
    [mutate, t],
  );
}
