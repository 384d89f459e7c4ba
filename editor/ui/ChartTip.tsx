import type { PointerEvent } from 'react';
import classes from './Chart.module.css';
import type { ChartProps } from './Chart.tsx';

/** Which of so many points spread over the whole width the pointer is nearest to; undefined where there is none. */
export function nearest(event: PointerEvent, count: number): number | undefined {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  if (count === 0 || width === 0) return undefined;
  const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
  return Math.round(share * (count - 1));
}

interface ChartTipProps extends Pick<ChartProps, 'points' | 'headers' | 'format'> {
  index: number;
  /** How far below the top of the picture the point lies, in pixels. */
  top: number;
}

/** What stands at the point under the pointer. The same is in the table, for whoever has no pointer. */
export function ChartTip({ points, headers, format, index, top }: ChartTipProps) {
  const point = points[index];
  if (!point) return null;
  const { label, value, notes = [] } = point;
  const left = `${(index / Math.max(1, points.length - 1)) * 100}%`;
  const isRight = index > points.length / 2;
  return (
    <div className={classes.pointed} aria-hidden>
      <span className={classes.guide} style={{ left }} />
      <span className={classes.dot} style={{ left, top }} />
      <div className={classes.tip} data-side={isRight ? 'left' : 'right'} style={{ left }}>
        <span>{label}</span>
        <b>{format(value)}</b>
        {notes.map((note, at) => (
          <span key={headers[at + 2] ?? at}>
            {headers[at + 2]}: {note}
          </span>
        ))}
      </div>
    </div>
  );
}
