import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'neutral' | 'ok' | 'error' | 'warn' | 'info' | 'brand' | 'trigger';

interface ChipProps {
  tone?: Tone;
  /** A dot before the words, for states that are going on now. */
  dot?: boolean;
  title?: string;
  children: ReactNode;
}

/** A small coloured word: a state, a tag, a reason. */
export function Chip({ tone = 'neutral', dot, title, children }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} data-dot={dot || undefined} title={title}>
      {children}
    </span>
  );
}
