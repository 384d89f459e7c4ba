import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../ui/Hint.tsx';
import { MenuButton } from '../../ui/MenuButton.tsx';
import { wantedPart } from '../../wanted-part.ts';
import classes from './Rail.module.css';

const items = wantedPart(async () => (await import('./LanguageItems.tsx')).LanguageItems);

/** Chooses the language of the interface. */
export function LanguageMenu() {
  const { t } = useTranslation('shell');
  return (
    <MenuButton items={items} given={{}} position="right-end">
      <Hint label={t('language')} position="right">
        <button type="button" className={classes.item} aria-label={t('language')}>
          <IconLanguage size={20} stroke={1.7} aria-hidden />
        </button>
      </Hint>
    </MenuButton>
  );
}
