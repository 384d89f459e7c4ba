import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KeyList } from '../ui/KeyList.tsx';

const rows = [
  ['add', ['/']],
  ['walk', ['↑', '↓', '←', '→']],
  ['move', ['Alt ↑', 'Alt ↓']],
  ['inspect', ['Enter']],
  ['back', ['Esc']],
  ['undo', ['Ctrl Z']],
  ['redo', ['Ctrl Shift Z']],
  ['copy', ['Ctrl C', 'Ctrl X', 'Ctrl V']],
  ['several', ['Shift Space']],
  ['all', ['Ctrl A']],
  ['duplicate', ['Ctrl D']],
  ['remove', ['Del']],
  ['fit', ['F', '1']],
  ['zoom', ['+', '−']],
  ['tidy', ['Shift L']],
  ['find', ['Ctrl F']],
  ['note', ['N']],
  ['problem', ['E']],
  ['test', ['T']],
  ['outline', ['O']],
  ['help', ['?']],
] as const;

/** Every key of the editor. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['canvas', 'shell']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      <KeyList rows={rows.map(([name, keys]) => ({ says: t(`shortcuts.${name}`), keys }))} />
    </Modal>
  );
}
