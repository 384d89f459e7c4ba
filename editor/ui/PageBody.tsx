import type { ReactNode } from 'react';
import classes from './PageBody.module.css';

/** The content of a page under its header; `narrow` keeps forms at a readable width. */
export function PageBody({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    <div className={classes.body} data-narrow={narrow || undefined}>
      {children}
    </div>
  );
}
