import { IconArrowBack, IconArrowRight, IconFlag, IconPlus } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { type FunctionComponent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { reachableFrom } from '../../shared/graph.ts';
import type { StepOf } from '../../shared/steps/index.ts';
import { sharesOf } from '../../shared/steps/split.ts';
import type { TriggerKind } from '../../shared/triggers/index.ts';
import { useCounts } from '../draft/counts-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { openInsertMenu, select, useView } from '../draft/view-store.ts';
import { formatDuration, formatNumber } from '../i18n/format.ts';
import type { ChipNode, OpenNode, StepNode, TriggerNode } from './flow-view.ts';
import { KindIcon } from './KindIcon.tsx';
import { kindLook } from './kind-look.ts';
import { NoteNode } from './NoteNode.tsx';
import { StepCounts } from './StepCounts.tsx';
import { StepFrame } from './StepFrame.tsx';
import {
  cardNote,
  dayNote,
  exitLabel,
  kindTitle,
  nameIn,
  spokenName,
  stepName,
  summaryOf,
  triggerName,
  triggerNote,
} from './step-words.ts';
import { useWords } from './use-words.ts';

/** Draws a kind of node; one that only moves is not drawn anew. */
function drawn<Props extends { id: string; data: object }>(draw: FunctionComponent<Props>) {
  return memo(draw, (was, is) => was.id === is.id && was.data === is.data);
}

/** E-mails, tasks and branches: a card. */
const CardNode = drawn(function CardNode({ id, data: { step } }: NodeProps<StepNode>) {
  useWords();
  const name = stepName(step);
  const note = cardNote(step);
  return (
    <Ends>
      <StepFrame
        id={id}
        name={spokenName(step)}
        hint={`${name}\n${note}`}
        className="mo-card"
        tone={kindLook[step.kind].tone}
        movable
      >
        <CardHead id={id} kind={step.kind} name={name} note={note} hasDay>
          {step.kind === 'split' && step.paths.length <= MOST_BARS && <SplitBars step={step} />}
        </CardHead>
        <StepCounts id={id} />
      </StepFrame>
    </Ends>
  );
});

/** More paths than these would have bars too small to read. */
const MOST_BARS = 4;

/** The shares of a split, drawn as wide as they are. */
function SplitBars({ step }: { step: StepOf<'split'> }) {
  const shares = sharesOf(step.paths);
  return (
    <span className="mo-bars">
      {step.paths.map(({ id, weight }, index) => (
        <span key={id} style={{ flex: `${Math.max(weight, 0.001)} 1 0` }}>
          {step.paths.length === 2 ? `${exitLabel(step, id)} · ${shares[index]}` : shares[index]}
        </span>
      ))}
    </span>
  );
}

/** A wait: a slim pill with the number of people in it. */
const PillNode = drawn(function PillNode({ id, data: { step } }: NodeProps<StepNode>) {
  useWords();
  const { t } = useTranslation('canvas');
  const isCurrent = useView((view) => view.current === id);
  const { icon: Icon, tone } = kindLook[step.kind];
  const here = useCounts(({ counts }) => counts?.steps[id]?.here ?? 0);
  const summary = summaryOf(step);
  return (
    <Ends>
      <StepFrame
        id={id}
        name={spokenName(step)}
        hint={step.name ? `${step.name}\n${summary}` : summary}
        className="mo-pill"
        tone={tone}
        movable
      >
        <Icon size={19} stroke={1.8} aria-hidden />
        <span className="mo-pill-text">
          {step.name && step.kind === 'wait' && step.for ? (
            <>
              {step.name}
              <span className="mo-pill-more"> · {formatDuration(step.for)}</span>
            </>
          ) : (
            summary
          )}
        </span>
        {here > 0 && (
          <button
            type="button"
            className="mo-pill-count"
            tabIndex={isCurrent ? 0 : -1}
            aria-label={t('people.showCount', { count: here })}
            onClick={() => useView.setState({ people: { step: id } })}
          >
            {formatNumber(here)}
          </button>
        )}
      </StepFrame>
    </Ends>
  );
});

/** Where a journey ends: a dashed pill. */
const ExitNode = drawn(function ExitNode({ id, data: { step } }: NodeProps<StepNode>) {
  useWords();
  return (
    <Ends last>
      <StepFrame id={id} name={spokenName(step)} className="mo-exit" tone="plain">
        <IconFlag size={15} stroke={1.8} aria-hidden />
        <span className="mo-pill-text">{stepName(step)}</span>
      </StepFrame>
    </Ends>
  );
});

/** What lets people in. */
const EntryNode = drawn(function EntryNode({ id }: NodeProps<TriggerNode>) {
  useWords();
  const name = useDraft(({ history }) => triggerName(history.present));
  const note = useDraft(({ history }) => triggerNote(history.present));
  const trigger = useDraft(({ history }) => history.present.entry.trigger.kind);
  return (
    <Ends first>
      <StepFrame
        id={id}
        name={`${kindTitle('trigger')}: ${name}`}
        hint={`${name}\n${note}`}
        className="mo-card mo-trigger"
        tone="trigger"
        describedBy="note-trigger"
      >
        <CardHead id="trigger" kind="trigger" trigger={trigger} name={name} note={note} />
        <StepCounts id={TRIGGER} />
      </StepFrame>
    </Ends>
  );
});

/** A connection that is not drawn as a line: says where it leads, and leads there when clicked. */
const GoToNode = drawn(function GoToNode({ id, data }: NodeProps<ChipNode>) {
  const { t } = useTranslation('canvas');
  const target = useDraft(({ history }) => nameIn(history.present, data.target));
  const rounds = useDraft(({ history: { present } }) =>
    reachableFrom(present.steps, data.target).has(data.from) ? present.maxRounds : undefined,
  );
  const isCurrent = useView((view) => view.current === id);
  const label = t('goTo', { name: target });
  const limit = rounds === undefined ? undefined : t('rounds', { count: rounds });
  return (
    <Ends last>
      <button
        type="button"
        title={limit}
        className="mo-step mo-goto nopan nodrag"
        data-step={id}
        tabIndex={isCurrent ? 0 : -1}
        onFocus={() => useView.setState({ current: id })}
        onClick={() => select(data.target, { centre: true })}
      >
        <IconArrowBack size={16} stroke={1.8} aria-hidden />
        <span className="mo-pill-text">{label}</span>
        {rounds === undefined ? (
          <IconArrowRight size={14} stroke={1.8} aria-hidden />
        ) : (
          <small className="mo-rounds">≤ {formatNumber(rounds)}×</small>
        )}
      </button>
    </Ends>
  );
});

/** Where nothing follows yet: says so, and takes a step when clicked. */
const OpenEndNode = drawn(function OpenEndNode({ id, data: { from, exit } }: NodeProps<OpenNode>) {
  const { t } = useTranslation('canvas');
  const isCurrent = useView((view) => view.current === id);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const isEmpty = useDraft(({ history }) => Object.keys(history.present.steps).length === 0);
  return (
    <Ends last>
      <button
        type="button"
        className="mo-step mo-open nopan nodrag"
        data-step={id}
        aria-haspopup="dialog"
        tabIndex={isCurrent ? 0 : -1}
        onFocus={() => useView.setState({ current: id })}
        onClick={({ currentTarget }) => {
          if (isReadOnly) return;
          const { right, top } = currentTarget.getBoundingClientRect();
          openInsertMenu({ places: [{ from, exit }], anchor: { x: right + 8, y: top - 8 } });
        }}
      >
        <IconPlus size={15} stroke={2.2} aria-hidden />
        <span className="mo-pill-text">{t(isEmpty ? 'openEnd.first' : 'openEnd.nothing')}</span>
      </button>
    </Ends>
  );
});

export const nodeTypes = {
  card: CardNode,
  pill: PillNode,
  exit: ExitNode,
  trigger: EntryNode,
  chip: GoToNode,
  open: OpenEndNode,
  note: NoteNode,
};

function CardHead({
  id,
  kind,
  trigger,
  name,
  note,
  hasDay,
  children,
}: {
  id: string;
  kind: keyof typeof kindLook;
  trigger?: TriggerKind;
  name: string;
  note: string;
  hasDay?: boolean;
  /** Stands where the note would. */
  children?: React.ReactNode;
}) {
  const day = useDraft(({ history }) => (hasDay ? dayNote(history.present, id) : ''));
  return (
    <span className="mo-head">
      <KindIcon kind={kind} trigger={trigger} size={42} />
      <span className="mo-words">
        <span className="mo-kind">
          <span>{kindTitle(kind)}</span>
          {day && <span className="mo-day">{day}</span>}
        </span>
        <strong className="mo-name">{name}</strong>
        {children || (
          <span className="mo-note" id={`note-${id}`}>
            {note}
          </span>
        )}
      </span>
    </span>
  );
}

/** The canvas library draws lines between handles; ours are only anchors, connecting happens through menus. */
function Ends({ first, last, children }: { first?: boolean; last?: boolean; children: React.ReactNode }) {
  return (
    <>
      {!first && <Handle type="target" position={Position.Top} isConnectable={false} />}
      {children}
      {!last && <Handle type="source" position={Position.Bottom} isConnectable={false} />}
    </>
  );
}
