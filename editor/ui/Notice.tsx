import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notice.module.css';

interface NoticeProps {
  tone: 'warn' | 'info';
  title?: ReactNode;
  /** Buttons at the right end. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** Something to know on this page, before its content. */
export function Notice({ tone, title, actions, children }: NoticeProps) {
  const Icon = tone === 'warn' ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={classes.notice} data-tone={tone}>
      <Icon size={18} aria-hidden />
      <div className={classes.text}>
        {title && <strong>{title}</strong>}
        {children}
      </div>
      {actions}
    </div>
  );
}
