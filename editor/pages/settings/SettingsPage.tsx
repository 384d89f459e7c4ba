import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import classes from './SettingsPage.module.css';
import { sections } from './sections.ts';

/** The settings: sections at the left, the chosen one beside. */
export function SettingsPage() {
  const { t } = useTranslation('pages');
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <PageBody>
        <div className={classes.columns}>
          <nav className={classes.sections} aria-label={t('settings.title')}>
            {sections.map((section) => (
              <Link
                key={section}
                to="/settings/$section"
                params={{ section }}
                className={classes.section}
                activeProps={{ 'data-active': true }}
              >
                {t(`settings.sections.${section}`)}
              </Link>
            ))}
          </nav>
          <div className={classes.content}>
            <Outlet />
          </div>
        </div>
      </PageBody>
    </>
  );
}
