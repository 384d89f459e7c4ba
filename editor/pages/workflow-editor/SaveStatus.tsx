import { useDisclosure } from '@mantine/hooks';
import { IconCloudCheck, IconCloudOff, IconCloudUp, IconGitMerge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveNow, useSaving } from '../../draft/saving.ts';
import { errorText } from '../../i18n/problem-text.ts';
import { Later } from '../../ui/Later.tsx';
import classes from './editor.module.css';
import { ConflictDialog } from './parts.tsx';

const icons = {
  saved: IconCloudCheck,
  waiting: IconCloudUp,
  saving: IconCloudUp,
  offline: IconCloudOff,
  conflict: IconGitMerge,
  refused: IconCloudOff,
};

/** Whether everything is saved; a conflict or a refusal is a button that does something about it. */
export function SaveStatus() {
  const { t } = useTranslation('canvas');
  const state = useSaving((saving) => saving.state);
  const [isOpen, dialog] = useDisclosure(false);
  const Icon = icons[state.is];
  const inside = (
    <>
      <Icon size={17} aria-hidden /> <span>{t(`saving.${state.is}`)}</span>
    </>
  );
  if (state.is === 'conflict') {
    return (
      <>
        <button type="button" className={classes.saved} data-state={state.is} onClick={dialog.open}>
          {inside}
        </button>
        <Later>
          <ConflictDialog opened={isOpen} onClose={dialog.close} />
        </Later>
      </>
    );
  }
  if (state.is === 'refused') {
    return (
      <button
        type="button"
        className={classes.saved}
        data-state={state.is}
        title={errorText(state.error)}
        onClick={() => void saveNow()}
      >
        {inside}
      </button>
    );
  }
  return (
    <span className={classes.saved} data-state={state.is} title={t(`saving.${state.is}`)} role="status">
      {inside}
    </span>
  );
}
