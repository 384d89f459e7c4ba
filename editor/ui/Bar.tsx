import classes from './Bar.module.css';

interface BarProps {
  value: number;
  /** The value of the longest bar beside it. */
  most: number;
  tone?: 'brand' | 'error' | 'ok';
  /** What it says; the bar itself is decoration. */
  label: string;
}

/** A number with a bar as long as it is large: a chart that reads as a table. */
export function Bar({ value, most, tone = 'brand', label }: BarProps) {
  return (
    <span className={classes.cell}>
      <span className={classes.track} aria-hidden>
        <i data-tone={tone} style={{ width: `${most > 0 ? Math.max(0, (value / most) * 100) : 0}%` }} />
      </span>
      <span className={classes.label}>{label}</span>
    </span>
  );
}
