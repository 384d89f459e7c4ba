import type { ReactNode } from 'react';
import classes from './Toolbar.module.css';

/** Filters above a list. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className={classes.toolbar}>{children}</div>;
}

/** Filters that stay side by side. */
export function ToolbarGroup({ children }: { children: ReactNode }) {
  return <div className={classes.group}>{children}</div>;
}
