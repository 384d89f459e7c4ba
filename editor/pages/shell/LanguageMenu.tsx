import { Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from '../../i18n/language.ts';
import { languageNames, languages } from '../../i18n/languages.ts';
import classes from './Rail.module.css';

/** Chooses the language of the interface; each stands under its own name. */
export function LanguageMenu() {
  const { t } = useTranslation('shell');
  const current = currentLanguage();
  return (
    <Menu position="right-end">
      <Tooltip label={t('language')} position="right">
        <Menu.Target>
          <button type="button" className={classes.item} aria-label={t('language')}>
            <IconLanguage size={20} stroke={1.7} aria-hidden />
          </button>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            aria-current={language === current}
            rightSection={language === current && <IconCheck size={15} aria-hidden />}
            onClick={() => void chooseLanguage(language)}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
