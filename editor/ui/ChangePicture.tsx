import classes from './Chart.module.css';
import type { ChartPoint } from './Chart.tsx';

const WIDTH = 600;
/** Labels that have room below the bars. */
const MOST_LABELS = 14;

interface ChangePictureProps {
  label: string;
  points: readonly ChartPoint[];
  format: (value: number) => string;
  height: number;
}

/** What came above the line and what went below it, side by side over time. */
export function ChangePicture({ label, points, format, height }: ChangePictureProps) {
  const above = Math.max(...points.map(({ value }) => value), 0);
  const below = Math.max(...points.map(({ below: lost = 0 }) => lost), 0);
  const scale = height / (above + below || 1);
  const zero = above * scale;
  const step = WIDTH / Math.max(1, points.length);
  const every = Math.ceil(points.length / MOST_LABELS);
  return (
    <figure className={classes.figure} aria-label={label}>
      <div className={classes.plot} style={{ height }}>
        <svg
          className={classes.svg}
          viewBox={`0 0 ${WIDTH} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {points.map(({ id, label: name, value, below: lost = 0, notes = [] }, index) => (
            <g key={id}>
              <title>{[name, ...notes].join(' · ')}</title>
              <rect
                className={classes.gained}
                x={index * step + step * 0.18}
                width={step * 0.64}
                y={zero - value * scale}
                height={value * scale}
              />
              <rect
                className={classes.lost}
                x={index * step + step * 0.18}
                width={step * 0.64}
                y={zero}
                height={lost * scale}
              />
            </g>
          ))}
          <line className={classes.base} x1={0} x2={WIDTH} y1={zero} y2={zero} />
        </svg>
        {above > 0 && <span className={classes.most}>{format(above)}</span>}
        {below > 0 && (
          <span className={classes.most} data-end="below">
            {format(-below)}
          </span>
        )}
      </div>
      <div className={classes.labels}>
        {points.map(({ id, label: name }, index) => (
          <span key={id}>{index % every === 0 ? name : ''}</span>
        ))}
      </div>
    </figure>
  );
}
