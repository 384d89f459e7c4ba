import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  /** A picture that shows what will be here. */
  picture?: ReactNode;
  /** The sign of the page, where there is no picture. */
  icon?: TablerIcon;
  title: string;
  text?: ReactNode;
  /** What one can do about it. */
  children?: ReactNode;
}

/** What stands where nothing is yet: what belongs here and how to get it. */
export function EmptyState({ picture, icon: Icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {picture && <div className={classes.picture}>{picture}</div>}
      {Icon && (
        <div className={classes.icon}>
          <Icon size={26} stroke={1.6} aria-hidden />
        </div>
      )}
      <h2 className={classes.title}>{title}</h2>
      {text && <p className={classes.text}>{text}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
