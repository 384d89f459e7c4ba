import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { diffWorkflows } from '../../draft/diff-workflows.ts';
import { useDraft } from '../../draft/draft-store.ts';
import { readDocument } from '../../draft/read-document.ts';
import { settleConflict } from '../../draft/saving.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import classes from './editor.module.css';
import { useDifferenceText } from './use-difference-text.ts';

interface ConflictDialogProps {
  workflowId: string;
  opened: boolean;
  onClose: () => void;
}

/** Somebody else saved in between: one version has to be chosen, and nothing is lost before. */
export function ConflictDialog({ workflowId, opened, onClose }: ConflictDialogProps) {
  const { t } = useTranslation(['canvas', 'shell']);
  const say = useDifferenceText();
  const mine = useDraft(({ history }) => history.present);
  const theirs = useQuery({
    queryKey: ['workflow', workflowId, 'theirs'],
    queryFn: ({ signal }) => api.getWorkflow({ params: { id: workflowId }, signal }),
    enabled: opened,
    gcTime: 0,
    staleTime: 0,
  });
  const document = theirs.data && readDocument(theirs.data.document);
  const choose = (choice: 'mine' | 'theirs') => {
    if (theirs.data) settleConflict(theirs.data, choice);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('saving.conflictTitle')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <div className={classes.sheet}>
        <p>{t('saving.conflictText')}</p>
        <ErrorNotice error={theirs.error} />
        {document && <p>{t('saving.mineChanges', { changes: say(diffWorkflows(document, mine)) })}</p>}
        <div className={classes.buttons}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('saving.later')}
          </Button>
          <Button variant="default" disabled={!document} onClick={() => choose('theirs')}>
            {t('saving.theirs')}
          </Button>
          <Button disabled={!document} onClick={() => choose('mine')}>
            {t('saving.mine')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
