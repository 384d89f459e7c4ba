import { useEffect, useState } from 'react';
import { lazyPart } from '../../lazy-part.ts';
import { Later } from '../../ui/Later.tsx';
import { plainKey } from '../../ui/plain-key.ts';
import { useIsEditor } from './use-is-editor.ts';

const CommandPalette = lazyPart(() => import('./CommandPalette.tsx'), 'CommandPalette', 'rest');
const ShortcutsDialog = lazyPart(() => import('./ShortcutsDialog.tsx'), 'ShortcutsDialog');

/**
 * What a key opens anywhere: the palette and the list of keys. They are loaded behind the first picture; a key that is
 * pressed before is heard, and opens its part as soon as it has come.
 */
export function KeyedParts() {
  const [asked, setAsked] = useState<'palette' | 'shortcuts'>();
  const [isThere, setThere] = useState(false);
  const isEditor = useIsEditor();
  useEffect(() => {
    if (isThere) return;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setAsked('palette');
      } else if (!isEditor && plainKey(event) === '?') setAsked('shortcuts');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isThere, isEditor]);
  return (
    <Later wanted={asked !== undefined}>
      <CommandPalette opensAtOnce={asked === 'palette'} />
      <ShortcutsDialog opensAtOnce={asked === 'shortcuts'} />
      <There onThere={setThere} />
    </Later>
  );
}

/** Tells that everything beside it has come. */
function There({ onThere }: { onThere: (isThere: boolean) => void }) {
  useEffect(() => onThere(true), [onThere]);
  return null;
}
