import type { ReactNode } from 'react';
import classes from './Panel.module.css';

interface PanelProps {
  title?: ReactNode;
  about?: ReactNode;
  /** Stands at the right of the title. */
  actions?: ReactNode;
  /** Without inner space, for tables and lists that reach the edge. */
  flush?: boolean;
  children: ReactNode;
}

/** A card with an optional heading: the part of a page that belongs together. */
export function Panel({ title, about, actions, flush, children }: PanelProps) {
  return (
    <section className={classes.panel}>
      {(title || actions) && (
        <div className={classes.head}>
          <div className={classes.words}>
            {title && <h2 className={classes.title}>{title}</h2>}
            {about && <p className={classes.about}>{about}</p>}
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </div>
      )}
      <div className={flush ? undefined : classes.inner}>{children}</div>
    </section>
  );
}
