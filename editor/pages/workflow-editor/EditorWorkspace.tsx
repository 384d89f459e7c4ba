import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workflow } from '../../../shared/workflow.ts';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { Palette } from '../../canvas/Palette.tsx';
import { WorkflowCanvas } from '../../canvas/WorkflowCanvas.tsx';
import { remove } from '../../draft/commands.ts';
import { useComparison, watchComparison } from '../../draft/comparison-store.ts';
import { useCounts } from '../../draft/counts-store.ts';
import { isUnchanged } from '../../draft/diff-workflows.ts';
import { currentDraft, useDraft } from '../../draft/draft-store.ts';
import { TRIGGER } from '../../draft/place.ts';
import { startPresence } from '../../draft/presence.ts';
import { bringCheck, watchProblems } from '../../draft/problems-store.ts';
import { lostWith } from '../../draft/remove-step.ts';
import { hasUnsaved, saveNow, startSaving, useSaving } from '../../draft/saving.ts';
import { focusOnCanvas, resetView, select, useView } from '../../draft/view-store.ts';
import { forgetTrial, testFrom } from '../../sandbox/trial-store.ts';
import { ask } from '../../ui/ask.tsx';
import { Later } from '../../ui/Later.tsx';
import { tell } from '../../ui/notify.ts';
import { useIsPainted } from '../../ui/use-is-painted.ts';
import { useMay } from '../use-may.ts';
import { EditorBar } from './EditorBar.tsx';
import classes from './editor.module.css';
import {
  CompareBar,
  InsertMenu,
  Inspector,
  InspectorPlace,
  LimitBanner,
  Outline,
  PeopleDrawer,
  ProblemsPlace,
  RemoveDialog,
  ShortcutsDialog,
  TestPanel,
  usePreload,
} from './parts.tsx';
import { countsQuery } from './queries.ts';
import { useDifferenceText } from './use-difference-text.ts';
import { useNamesOfDraft } from './use-names.ts';

/** Palette and problems, canvas, inspector, and the bar above them. */
export function EditorWorkspace({ workflow, document }: { workflow: WorkflowView; document: Workflow }) {
  const isOpen = useOpenDraft(workflow, document);
  return isOpen ? <Workspace workflow={workflow} /> : null;
}

function Workspace({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation('canvas');
  const name = useDraft(({ history }) => history.present.name);
  useDocumentTitle(`${name || t('bar.unnamed')} · Mooring`);
  useNumbers(workflow);
  useNews();
  useNamesOfDraft();
  useWarningBeforeLeaving();
  usePreload();
  useCheck();
  const isReadOnly = useReadOnly();
  const hasOutline = useView((view) => view.outline);
  const isInspecting = useView((view) => view.isInspecting);
  const isInserting = useView((view) => Boolean(view.insert));
  const isComparing = useComparison(({ comparison }) => comparison !== undefined);
  const [removing, setRemoving] = useState<string>();
  const [hasShortcuts, setShortcuts] = useState(false);
  const onRemove = (id: string) =>
    lostWith(currentDraft(), id) > 0 && !isReadOnly ? setRemoving(id) : remove(id);
  return (
    <div className={classes.page} data-inspecting={isInspecting || undefined}>
      <button
        type="button"
        className={classes.skip}
        onClick={() => focusOnCanvas(useView.getState().current)}
      >
        {t('skip')}
      </button>
      <EditorBar workflow={workflow} onTest={() => testFrom(workflow.id, undefined)} />
      <div className={classes.told}>
        <Later>
          <LimitBanner workflow={workflow} />
        </Later>
        {isComparing && (
          <Suspense fallback={null}>
            <CompareBar />
          </Suspense>
        )}
      </div>
      <div className={classes.work} data-outline={hasOutline || undefined}>
        <div className={classes.side}>
          {!isReadOnly && <Palette />}
          <ProblemsPlace />
        </div>
        {hasOutline && (
          <Suspense fallback={null}>
            <Outline onRemove={onRemove} />
          </Suspense>
        )}
        <WorkflowCanvas
          onTest={(step) => testFrom(workflow.id, step)}
          onShortcuts={() => setShortcuts(true)}
          onRemove={onRemove}
        />
        <InspectorPlace>
          <Inspector onRemove={onRemove} test={<TestPanel workflowId={workflow.id} />} />
        </InspectorPlace>
      </div>
      <Later wanted={isInserting}>
        <InsertMenu />
      </Later>
      <Later wanted={removing !== undefined}>
        <RemoveDialog id={removing} onClose={() => setRemoving(undefined)} />
      </Later>
      <Later wanted={hasShortcuts}>
        <PeopleDrawer workflowId={workflow.id} />
        <ShortcutsDialog opened={hasShortcuts} onClose={() => setShortcuts(false)} />
      </Later>
    </div>
  );
}

/** Opens the draft once; later answers about the workflow (published, paused) leave what is being edited alone. */
function useOpenDraft(workflow: WorkflowView, document: Workflow): boolean {
  const { t } = useTranslation('canvas');
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a renewed answer must not throw away what is being edited.
  useEffect(() => {
    resetView();
    forgetTrial();
    const { stop, restored } = startSaving(workflow, document);
    if (restored) tell(t('saving.restored'));
    // A new workflow begins with the question what starts it.
    const { trigger } = document.entry;
    if (trigger.kind === 'event' && trigger.event === '') select(TRIGGER);
    const stopProblems = watchProblems();
    const stopComparison = watchComparison();
    const stopPresence = startPresence(workflow.id);
    setOpen(true);
    return () => {
      stop();
      stopProblems();
      stopPresence();
      stopComparison();
      useCounts.setState({ counts: undefined, days: undefined });
    };
  }, [workflow.id]);
  return isOpen;
}

/** The check is larger than the canvas, which is looked at first. */
function useCheck(): void {
  const isPainted = useIsPainted();
  useEffect(() => {
    if (isPainted) void bringCheck();
  }, [isPainted]);
}

/** Viewers look at everything and change nothing. */
function useReadOnly(): boolean {
  const isReadOnly = !useMay()('marketer');
  useEffect(() => {
    useDraft.setState({ isReadOnly });
    return () => useDraft.setState({ isReadOnly: false });
  }, [isReadOnly]);
  return isReadOnly;
}

function useNumbers({ id, liveVersion }: WorkflowView): void {
  const days = useCounts((state) => state.days);
  const counts = useQuery(countsQuery(id, liveVersion !== undefined, days)).data;
  useEffect(() => useCounts.setState({ counts }), [counts]);
}

/** Says what others changed, once it is in the draft. */
function useNews(): void {
  const { t } = useTranslation('canvas');
  const say = useDifferenceText();
  const takenIn = useSaving((saving) => saving.takenIn);
  const told = useRef(takenIn);
  useEffect(() => {
    if (!takenIn || told.current === takenIn) return;
    told.current = takenIn;
    if (!isUnchanged(takenIn.difference)) tell(t('saving.takenIn', { changes: say(takenIn.difference) }));
  }, [takenIn, say, t]);
}

/** Saves before another page opens; asks only when that fails. */
function useWarningBeforeLeaving(): void {
  const { t } = useTranslation(['canvas', 'shell']);
  useBlocker({
    enableBeforeUnload: hasUnsaved,
    shouldBlockFn: async () => {
      if (!hasUnsaved() || (await saveNow())) return false;
      const leaves = await ask({
        title: t('saving.refused'),
        text: t('saving.leave'),
        confirm: t('saving.leaveAnyway'),
        grave: true,
      });
      return !leaves;
    },
  });
}
