import { Skeleton } from '@mantine/core';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../../draft/view-store.ts';
import { lazyPart } from '../../lazy-part.ts';
import { useIsPainted } from '../../ui/use-is-painted.ts';
import { whenIdle } from '../../ui/when-idle.ts';
import classes from './editor.module.css';

// The canvas is there first; what is opened on it comes right behind, and is there before anybody can open it.

export const Inspector = lazyPart(() => import('../../inspector/Inspector.tsx'), 'Inspector', 'rest');
const ProblemList = lazyPart(() => import('../../canvas/ProblemList.tsx'), 'ProblemList');
export const LimitBanner = lazyPart(() => import('./LimitBanner.tsx'), 'LimitBanner');
export const PresentPeople = lazyPart(() => import('./PresentPeople.tsx'), 'PresentPeople');
export const TestPanel = lazyPart(() => import('../../sandbox/TestPanel.tsx'), 'TestPanel', 'rest');
export const Outline = lazyPart(() => import('../../canvas/Outline.tsx'), 'Outline', 'rest');
export const ShortcutsDialog = lazyPart(
  () => import('../../canvas/ShortcutsDialog.tsx'),
  'ShortcutsDialog',
  'rest',
);
export const PeopleDrawer = lazyPart(() => import('./PeopleDrawer.tsx'), 'PeopleDrawer', 'rest');
export const PublishDialog = lazyPart(() => import('./PublishDialog.tsx'), 'PublishDialog', 'rest');
export const VersionsDrawer = lazyPart(() => import('./VersionsDrawer.tsx'), 'VersionsDrawer', 'rest');
export const ReasonsDrawer = lazyPart(() => import('./ReasonsDrawer.tsx'), 'ReasonsDrawer', 'rest');
export const EnrolDialog = lazyPart(() => import('./EnrolDialog.tsx'), 'EnrolDialog', 'rest');
export const ConflictDialog = lazyPart(() => import('./ConflictDialog.tsx'), 'ConflictDialog', 'rest');
export const ResumeDialog = lazyPart(() => import('./ResumeDialog.tsx'), 'ResumeDialog', 'rest');
export const CompareBar = lazyPart(() => import('./CompareBar.tsx'), 'CompareBar', 'rest');
export const RemoveDialog = lazyPart(() => import('../../canvas/RemoveDialog.tsx'), 'RemoveDialog', 'rest');
export const InsertMenu = lazyPart(() => import('../../canvas/InsertMenu.tsx'), 'InsertMenu', 'rest');
export const StuckPeople = lazyPart(() => import('./StuckPeople.tsx'), 'StuckPeople', 'rest');

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

/**
 * The inspector's place until it is there. It is asked for when the canvas is seen, or as soon as something is selected:
 * nobody reads forms before they know what workflow it is.
 */
export function InspectorPlace({ children }: { children: ReactNode }) {
  const isWanted = useView((view) => view.isInspecting || view.selected !== null);
  const isDue = useIsPainted() || isWanted;
  const blank = (
    <div className={classes.inspectorPlace}>
      <Skeleton height={38} />
      <Skeleton height={32} />
      <Skeleton height={120} />
    </div>
  );
  return isDue ? <Suspense fallback={blank}>{children}</Suspense> : blank;
}

/** The place of the problems until the list of them is there, which comes with the check. */
export function ProblemsPlace() {
  const { t } = useTranslation('canvas');
  const isDue = useIsPainted();
  const blank = (
    <section className="mo-problems" aria-label={t('problems.label')}>
      <p className="mo-problems-unchecked">{t('problems.coming')}</p>
    </section>
  );
  return isDue ? (
    <Suspense fallback={blank}>
      <ProblemList />
    </Suspense>
  ) : (
    blank
  );
}
