import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './PageHeader.module.css';

interface PageHeaderProps {
  title: string;
  /** A line under the title. */
  about?: ReactNode;
  /** What stands before the title, e.g. a link back. */
  before?: ReactNode;
  /** What stands behind the title, e.g. a badge. */
  beside?: ReactNode;
  /** Buttons at the right end. */
  children?: ReactNode;
}

/** The bar at the top of a page. Its heading takes the focus after navigation and names the browser tab. */
export function PageHeader({ title, about, before, beside, children }: PageHeaderProps) {
  useDocumentTitle(`${title} · Mooring`);
  return (
    <header className={classes.bar}>
      <div className={classes.text}>
        {before}
        <h1 tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {beside}
        {about && <p className={classes.about}>{about}</p>}
      </div>
      {children && <div className={classes.actions}>{children}</div>}
    </header>
  );
}
