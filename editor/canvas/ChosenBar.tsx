import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconCopyPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { copySteps, duplicateSteps, removeAll } from '../draft/commands.ts';
import { useDraft } from '../draft/draft-store.ts';
import { chosenSteps, select, useView } from '../draft/view-store.ts';

/** What can be done with several steps at once, while several are chosen. */
export function ChosenBar() {
  const { t } = useTranslation('canvas');
  const count = useView((view) => view.marked.size);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const copy = () => {
    const text = copySteps(chosenSteps());
    // Refused without a permission; the copy inside Mooring is there either way.
    if (text !== undefined) navigator.clipboard?.writeText(text).catch(() => undefined);
  };
  if (count === 0) return null;
  return (
    <div className="mo-chosen" role="toolbar" aria-label={t('chosen.label')}>
      <span role="status">{t('chosen.count', { count })}</span>
      <Button size="compact-sm" variant="subtle" leftSection={<IconCopy size={16} />} onClick={copy}>
        {t('chosen.copy')}
      </Button>
      {!isReadOnly && (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconCopyPlus size={16} />}
            onClick={() => duplicateSteps(chosenSteps())}
          >
            {t('chosen.duplicate')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => removeAll(chosenSteps())}
          >
            {t('chosen.remove')}
          </Button>
        </>
      )}
      <ActionIcon size={28} aria-label={t('chosen.none')} onClick={() => select(null)}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
