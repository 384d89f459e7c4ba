import { Skeleton } from '@mantine/core';
import { lazyRouteComponent } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
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

/** Around a part that may still be on its way. */
export function Later({ children }: { children: ReactNode }) {
  return <Suspense fallback={null}>{children}</Suspense>;
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
