import { Button, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sheets.module.css';

const choices = ['once', 'skip', 'restart'] as const;
export type Overdue = (typeof choices)[number];

interface ResumeDialogProps {
  name: string;
  /** How many people became due; the dialog is open while this is known. */
  count: number | undefined;
  onClose: () => void;
  onChoose: (choice: Overdue) => void;
}

/** Resuming asks what becomes of those who became due during the pause. */
export function ResumeDialog({ name, count, onClose, onChoose }: ResumeDialogProps) {
  const { t } = useTranslation(['canvas', 'shell']);
  const [choice, setChoice] = useState<Overdue>('once');
  return (
    <Modal
      opened={count !== undefined}
      onClose={onClose}
      title={t('resume.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <div className={classes.sheet}>
        <Radio.Group
          label={t('resume.text', { count: count ?? 0 })}
          value={choice}
          onChange={(value) => setChoice(choices.find((each) => each === value) ?? 'once')}
        >
          <Stack gap={8} mt={10}>
            {choices.map((value) => (
              <Radio key={value} value={value} label={t(`resume.${value}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('shell:common.cancel')}
          </Button>
          <Button onClick={() => onChoose(choice)}>{t('resume.confirm')}</Button>
        </div>
      </div>
    </Modal>
  );
}
