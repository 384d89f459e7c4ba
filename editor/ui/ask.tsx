import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import i18next from 'i18next';
import { overlaysThere } from './overlays-there.ts';

interface Question {
  title: string;
  text: string;
  /** The word on the button that does it. */
  confirm: string;
  /** Whether it takes something away. */
  grave?: boolean;
}

/** Asks before something that cannot be undone; answers whether to do it. */
export async function ask({ title, text, confirm, grave }: Question): Promise<boolean> {
  await overlaysThere;
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text size="sm">{text}</Text>,
      labels: { confirm, cancel: i18next.t('common.cancel') },
      confirmProps: grave ? { color: 'red' } : {},
      closeButtonProps: { 'aria-label': i18next.t('common.close') },
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    });
  });
}
