import { IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { type DragEvent, memo, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addStep, moveAllTo } from '../draft/commands.ts';
import { useComparison } from '../draft/comparison-store.ts';
import { shareOfExit, useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { openInsertMenu, useView } from '../draft/view-store.ts';
import { formatShare } from '../i18n/format.ts';
import type { FlowEdge } from './flow-view.ts';
import { linePath } from './line-path.ts';
import { exitLabel, exitTone, nameIn } from './step-words.ts';

/** A connection: its line, the label of its path and the “+” where a step can be put. */
const FlowLine = memo(function FlowLine({ id, data }: EdgeProps<FlowEdge>) {
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const light = useView(({ lit }) => (lit ? (lit.links.has(id) ? 'on' : 'off') : undefined));
  if (!data) return null;
  const { link } = data;
  return (
    <>
      <BaseEdge id={id} path={linePath(link.points)} interactionWidth={0} data-light={light} />
      <EdgeLabelRenderer>
        {link.label && (
          <Spot at={link.label}>
            <PathLabel from={link.from} exit={link.exit} light={light} />
          </Spot>
        )}
        <Spot at={link.plus}>
          {!isReadOnly && <AddButton from={link.from} exit={link.exit} named={link.label !== undefined} />}
          <GoneMark id={id} />
        </Spot>
      </EdgeLabelRenderer>
    </>
  );
});

export const edgeTypes = { flow: FlowLine };

/** A place on a line. Adding a step moves most of them: what stands there is only moved along, not drawn anew. */
function Spot({ at: { x, y }, children }: { at: { x: number; y: number }; children: ReactNode }) {
  return (
    <div className="mo-spot" style={{ transform: `translate(${x}px, ${y}px)` }}>
      {children}
    </div>
  );
}

interface PathProps {
  from: string;
  exit: string;
}

const PathLabel = memo(function PathLabel({
  from,
  exit,
  light,
}: PathProps & { light: 'on' | 'off' | undefined }) {
  const { i18n } = useTranslation('words');
  const label = useDraft(({ history: { present } }) => {
    const step = present.steps[from];
    return step ? exitLabel(step, exit) : '';
  });
  const isSplit = useDraft(({ history }) => history.present.steps[from]?.kind === 'split');
  const share = useCounts(({ counts }) => shareOfExit(counts, from, exit));
  return (
    <div className="mo-label" data-tone={isSplit ? 'split' : exitTone(exit)} data-light={light} title={label}>
      <span>{label}</span>
      {share !== undefined && <small>{formatShare(Math.round(share * 100) / 100, i18n.language)}</small>}
    </div>
  );
});

/** How many steps the version compared with has here that the draft has not. */
function GoneMark({ id }: { id: string }) {
  const { t } = useTranslation('canvas');
  const gone = useComparison(({ comparison }) => comparison?.gone.get(id));
  const live = useComparison(({ comparison }) => comparison?.workflow);
  if (!gone || !live) return null;
  const names = gone.map((step) => nameIn(live, step)).join('\n');
  return (
    <span className="mo-gone" title={names}>
      {t('difference.removed', { count: gone.length })}
    </span>
  );
}

const AddButton = memo(function AddButton({ from, exit, named }: PathProps & { named: boolean }) {
  const { t } = useTranslation('canvas');
  const [isOver, setOver] = useState(false);
  const name = useDraft(({ history }) => nameIn(history.present, from));
  const path = useDraft(({ history: { present } }) => {
    const step = present.steps[from];
    return named && step ? exitLabel(step, exit) : '';
  });
  // Only the current step's “+” are reached by Tab, or there would be dozens of stops.
  const isNear = useView((view) => view.current === from);
  const isDragging = useView(({ dragged }) => dragged !== undefined && !('note' in dragged));
  const isOpen = useView(
    ({ insert }) =>
      insert?.places.length === 1 && insert.places[0]?.from === from && insert.places[0].exit === exit,
  );
  const place = { from, exit };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { dragged } = useView.getState();
    useView.setState({ dragged: undefined });
    if (!dragged || 'note' in dragged) return;
    if ('kind' in dragged) addStep(dragged.kind, place);
    else moveAllTo(dragged.steps, place);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only a target for dragging; its button does the same.
    <div
      className="mo-plus nopan nodrag"
      data-dragging={isDragging || undefined}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        type="button"
        tabIndex={isNear ? 0 : -1}
        aria-label={path === '' ? t('addAfter', { name }) : t('addAfterOn', { name, path })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-from={from === TRIGGER ? 'trigger' : from}
        onClick={(event) => {
          const { right, top } = event.currentTarget.getBoundingClientRect();
          openInsertMenu({ places: [place], anchor: { x: right + 8, y: top - 8 } });
        }}
      >
        <IconPlus size={14} stroke={2.6} aria-hidden />
      </button>
    </div>
  );
});
