import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyList } from '../../ui/KeyList.tsx';
import { plainKey } from '../../ui/plain-key.ts';
import { places } from './places.ts';
import { useIsEditor } from './use-is-editor.ts';

const shown = 'mooring:shortcuts';

/** Opens the list of keys from elsewhere, as the command palette does. */
export function showShortcuts(): void {
  document.dispatchEvent(new Event(shown));
}

/** The keys of all pages, at “?”. The editor has more of them, and answers “?” itself. */
export function ShortcutsDialog({ opensAtOnce }: { opensAtOnce: boolean }) {
  const { t } = useTranslation('shell');
  const [opened, setOpened] = useState(opensAtOnce);
  const isEditor = useIsEditor();
  useEffect(() => {
    const open = () => setOpened(true);
    const onKey = (event: KeyboardEvent) => {
      if (!isEditor && plainKey(event) === '?') open();
    };
    document.addEventListener(shown, open);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener(shown, open);
      document.removeEventListener('keydown', onKey);
    };
  }, [isEditor]);
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <KeyList
        rows={[
          { says: t('keys.palette'), keys: ['Ctrl K'] },
          { says: t('keys.walk'), keys: ['J', 'K'] },
          { says: t('keys.open'), keys: ['Enter'] },
          { says: t('keys.select'), keys: ['X'] },
          ...places.map(({ name, letter }) => ({
            says: t('keys.go', { page: t(`nav.${name}`) }),
            keys: ['G', letter.toUpperCase()],
          })),
          { says: t('keys.help'), keys: ['?'] },
        ]}
      />
    </Modal>
  );
}
