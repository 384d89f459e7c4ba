import { Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './BulkBar.module.css';

interface BulkBarProps {
  /** How many are selected, in words. */
  said: string;
  /** How far the work on them is, from 0 to 1, and what that is called; left out while nothing is at work. */
  progress?: { share: number; label: string } | undefined;
  children: ReactNode;
}

/** What can be done with all selected rows together; it stays in sight. */
export function BulkBar({ said, progress, children }: BulkBarProps) {
  return (
    <div className={classes.bar}>
      <Text size="sm" fw={570} role="status">
        {said}
      </Text>
      {progress && (
        <Progress
          className={classes.progress}
          value={Math.max(4, progress.share * 100)}
          aria-label={progress.label}
          animated
        />
      )}
      <Group gap="xs">{children}</Group>
    </div>
  );
}
