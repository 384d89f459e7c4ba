import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n/language.ts';
import { languageNames, languages } from '../../i18n/languages.ts';
import { FourVerbs } from '../../ui/FourVerbs.tsx';
import { Logo } from '../../ui/Logo.tsx';
import classes from './DoorFrame.module.css';

interface DoorFrameProps {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before the sign-in: what Mooring does at the left, one form at the right. */
export function DoorFrame({ title, text, children }: DoorFrameProps) {
  const { t, i18n } = useTranslation(['shell', 'pages']);
  useDocumentTitle(`${title} · Mooring`);
  return (
    <div className={classes.frame}>
      <aside className={classes.picture}>
        <div className={classes.brand}>
          <Logo size={38} />
          {t('product')}
        </div>
        <p className={classes.claim}>{t('pages:doors.claim')}</p>
        <FourVerbs layout="column" />
      </aside>
      <main className={classes.door}>
        <div className={classes.form}>
          <h1 className={classes.title}>{title}</h1>
          {text && <p className={classes.text}>{text}</p>}
          {children}
        </div>
        <fieldset className={classes.languages} aria-label={t('language')}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={language === i18n.language}
              onClick={() => void chooseLanguage(language)}
            >
              {languageNames[language]}
            </button>
          ))}
        </fieldset>
      </main>
    </div>
  );
}
