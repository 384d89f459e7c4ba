import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { DemoBar } from './DemoBar.tsx';
import { KeyedParts } from './KeyedParts.tsx';
import { ProviderBar } from './ProviderBar.tsx';
import { Rail } from './Rail.tsx';
import classes from './Shell.module.css';
import { StopBar } from './StopBar.tsx';
import { useGoKeys } from './use-go-keys.ts';

/** The frame of every page behind the sign-in: skip link, rail, content. */
export function Shell() {
  const { t } = useTranslation('shell');
  useFocusOnHeading();
  useGoKeys();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <Rail />
      <div className={classes.page}>
        <DemoBar />
        <StopBar />
        <ProviderBar />
        <main id="content" tabIndex={-1} className={classes.content}>
          <Outlet />
        </main>
      </div>
      <KeyedParts />
    </div>
  );
}

/** After navigation the focus goes to the new page's heading, as it would with a page load. */
function useFocusOnHeading(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        document.querySelector<HTMLElement>('main h1')?.focus();
      }),
    [router],
  );
}
