import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from '../../i18n/language.ts';
import { languageNames, languages } from '../../i18n/languages.ts';

/** The languages of the interface; each stands under its own name. */
export function LanguageItems() {
  useTranslation();
  const current = currentLanguage();
  return languages.map((language) => (
    <Menu.Item
      key={language}
      lang={language}
      aria-current={language === current}
      rightSection={language === current && <IconCheck size={15} aria-hidden />}
      onClick={() => void chooseLanguage(language)}
    >
      {languageNames[language]}
    </Menu.Item>
  ));
}
