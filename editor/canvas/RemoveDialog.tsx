import './dialogs.css';
import { Button, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { exitsOf } from '../../shared/steps/index.ts';
import { remove } from '../draft/commands.ts';
import { currentDraft } from '../draft/draft-store.ts';
import { lostWith } from '../draft/remove-step.ts';
import { exitLabel, stepName } from './step-words.ts';

/** Asks which path of a branch stays when the branch is deleted. */
export function RemoveDialog({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(['canvas', 'shell']);
  const workflow = currentDraft();
  const step = id === undefined ? undefined : workflow.steps[id];
  const choose = (how: { keep?: string; contents?: boolean }) => {
    onClose();
    if (id !== undefined) remove(id, how);
  };
  return (
    <Modal
      opened={step !== undefined}
      onClose={onClose}
      title={step && t('delete.title', { name: stepName(step) })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {step && id !== undefined && (
        <Stack gap="xs">
          <p className="mo-dialog-text">{t('delete.text')}</p>
          {exitsOf(step).map((exit) => {
            const count = lostWith(workflow, id, exit.id);
            return (
              <Button key={exit.id} size="sm" variant="default" onClick={() => choose({ keep: exit.id })}>
                {t('delete.keep', { path: exitLabel(step, exit.id) })}
                {count > 0 && <small className="mo-dialog-aside">{t('delete.keepLoses', { count })}</small>}
              </Button>
            );
          })}
          <Button size="sm" variant="default" c="var(--m-error)" onClick={() => choose({ contents: true })}>
            {t('delete.all')}
          </Button>
          <Button size="sm" variant="subtle" color="gray" onClick={onClose}>
            {t('delete.cancel')}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}
