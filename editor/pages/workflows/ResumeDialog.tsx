import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverdueChoice } from './use-workflow-actions.ts';

const choices = ['once', 'skip', 'restart'] as const satisfies readonly OverdueChoice[];

interface ResumeDialogProps {
  name: string;
  /** How many became due while the workflow was paused. */
  count: number;
  onChoose: (choice: OverdueChoice) => void;
  onClose: () => void;
}

/** Asks what happens to people who became due during a pause, before it ends. */
export function ResumeDialog({ name, count, onChoose, onClose }: ResumeDialogProps) {
  const { t } = useTranslation(['pages', 'shell']);
  const [choice, setChoice] = useState<OverdueChoice>('once');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('workflows.resume.title', { name })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <Stack>
        <Radio.Group
          label={t('workflows.resume.text', { count })}
          value={choice}
          onChange={(value) => setChoice(value as OverdueChoice)}
        >
          <Stack gap="sm" mt="sm">
            {choices.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`workflows.resume.${value}`)}
                description={t(`workflows.resume.${value}Text`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shell:common.cancel')}
          </Button>
          <Button onClick={() => onChoose(choice)}>{t('workflows.resume.submit')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
