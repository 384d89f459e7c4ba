import { useTranslation } from 'react-i18next';
import type { Workflow } from '../../shared/workflow.ts';
import { TRIGGER } from '../draft/place.ts';
import { layOutWorkflow } from './flow-view.ts';
import { kindLook, triggerIcons } from './kind-look.ts';
import { linePath } from './line-path.ts';
import { nameIn, triggerName } from './step-words.ts';

/** About how many letters of the picture's size fit on a card. */
const LETTERS = 28;
const MARGIN = 12;

interface WorkflowPictureProps {
  workflow: Workflow;
  /** Shows only the beginning: the trigger and what is around and under it, as much as its box has room for. */
  beginning?: boolean;
}

/** What of the canvas is shown of a beginning, in pixels at 100 %. */
const BEGINNING = { width: 560, height: 340 };
/** The size of a whole picture, where there is room for it. */
const ZOOM = 0.75;

/** A workflow as it looks on the canvas, to be looked at only. Screen readers hear its steps in order. */
export function WorkflowPicture({ workflow, beginning }: WorkflowPictureProps) {
  const { t } = useTranslation('pages');
  const layout = layOutWorkflow(workflow, false);
  const spots = [...layout.spots.values()].sort((a, b) => a.y - b.y || a.x - b.x);
  const left = Math.min(...spots.map(({ x }) => x)) - MARGIN;
  const right = Math.max(...spots.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...spots.map(({ y, height }) => y + height)) + MARGIN;
  const whole = { left, width: right - left, height: bottom + MARGIN };
  // The trigger is drawn around x = 0.
  const shown = beginning ? { left: -BEGINNING.width / 2, ...BEGINNING } : whole;
  const nameOf = (id: string) => (id === TRIGGER ? triggerName(workflow) : nameIn(workflow, id));
  const steps = spots.filter(({ id }) => id === TRIGGER || workflow.steps[id]);
  return (
    <svg
      viewBox={`${shown.left} ${-MARGIN} ${shown.width} ${shown.height}`}
      preserveAspectRatio={beginning ? 'xMidYMin slice' : 'xMidYMin meet'}
      style={beginning ? undefined : { maxWidth: shown.width * ZOOM }}
      role="img"
      aria-label={t('gallery.picture', { steps: steps.map(({ id }) => nameOf(id)).join(', ') })}
    >
      {layout.links.map((link) => (
        <path
          key={`${link.from} ${link.exit}`}
          d={linePath(link.points)}
          fill="none"
          stroke="var(--m-edge)"
          strokeWidth="2"
        />
      ))}
      {steps.map(({ id, x, y, width, height }) => {
        const { icon, tone } = kindLook[workflow.steps[id]?.kind ?? 'trigger'];
        const Icon = id === TRIGGER ? triggerIcons[workflow.entry.trigger.kind] : icon;
        const size = Math.min(40, height - 12);
        return (
          <g key={id} transform={`translate(${x} ${y})`}>
            <rect
              width={width}
              height={height}
              rx={tone === 'wait' || tone === 'plain' ? height / 2 : 14}
              fill="var(--m-panel)"
              stroke="var(--m-line-strong)"
              strokeWidth="1.5"
            />
            <rect
              x="10"
              y={(height - size) / 2}
              width={size}
              height={size}
              rx={size / 3}
              fill={tone === 'plain' ? 'var(--m-bg)' : `var(--m-${tone}-bg)`}
            />
            <Icon
              x={10 + size * 0.2}
              y={(height - size * 0.6) / 2}
              size={size * 0.6}
              stroke={1.8}
              color={tone === 'plain' ? 'var(--m-dim)' : `var(--m-${tone})`}
            />
            <text x={size + 22} y={height / 2} dominantBaseline="central" fontSize="16" fill="var(--m-text)">
              {shortened(nameOf(id), width < 200 ? 6 : LETTERS)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function shortened(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1).trimEnd()}…` : text;
}
