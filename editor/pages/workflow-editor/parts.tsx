import { Skeleton } from '@mantine/core';
import { lazyRouteComponent } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { whenIdle } from '../../ui/when-idle.ts';
import classes from './editor.module.css';

// The canvas is there first; what is opened on it comes right behind, and is there before anybody can open it.

export const Inspector = lazyRouteComponent(() => import('../../inspector/Inspector.tsx'), 'Inspector');
export const TestPanel = lazyRouteComponent(() => import('../../sandbox/TestPanel.tsx'), 'TestPanel');
export const Outline = lazyRouteComponent(() => import('../../canvas/Outline.tsx'), 'Outline');
export const ShortcutsDialog = lazyRouteComponent(
  () => import('../../canvas/ShortcutsDialog.tsx'),
  'ShortcutsDialog',
);
export const PeopleDrawer = lazyRouteComponent(() => import('./PeopleDrawer.tsx'), 'PeopleDrawer');
export const PublishDialog = lazyRouteComponent(() => import('./PublishDialog.tsx'), 'PublishDialog');
export const VersionsDrawer = lazyRouteComponent(() => import('./VersionsDrawer.tsx'), 'VersionsDrawer');
export const ReasonsDrawer = lazyRouteComponent(() => import('./ReasonsDrawer.tsx'), 'ReasonsDrawer');
export const EnrolDialog = lazyRouteComponent(() => import('./EnrolDialog.tsx'), 'EnrolDialog');
export const ConflictDialog = lazyRouteComponent(() => import('./ConflictDialog.tsx'), 'ConflictDialog');
export const StuckPeople = lazyRouteComponent(() => import('./StuckPeople.tsx'), 'StuckPeople');

/** Around a part that nobody sees at first: it is fetched when the canvas is drawn and the browser has nothing to do. */
export function Later({ children }: { children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => whenIdle(() => setDue(true)), []);
  return isDue ? <Suspense fallback={null}>{children}</Suspense> : null;
}

/** Fetches, once there is nothing else to do, what a click on the page may open. */
export function usePreload(): void {
  useEffect(
    () =>
      whenIdle(() => {
        for (const part of [TestPanel, Outline, VersionsDrawer, ReasonsDrawer, EnrolDialog, ConflictDialog])
          void part.preload?.();
      }),
    [],
  );
}

/** The inspector's place, until it is there. */
export function InspectorPlace({ children }: { children: ReactNode }) {
  const blank = (
    <div className={classes.inspectorPlace}>
      <Skeleton height={38} />
      <Skeleton height={32} />
      <Skeleton height={120} />
    </div>
  );
  return <Suspense fallback={blank}>{children}</Suspense>;
}
