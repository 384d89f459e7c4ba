import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './BulkBar.module.css';

interface BulkBarProps {
  /** How many are selected, in words. */
  said: string;
  /** Goes from the rows that are loaded to all that the list finds, and back. */
  whole?: { label: string; onPress: () => void } | undefined;
  /** How far the work on them is, from 0 to 1, and what that is called; left out while nothing is at work. */
  progress?: { share: number; label: string } | undefined;
  children: ReactNode;
}

/** What can be done with all selected rows together; it stays in sight. */
export function BulkBar({ said, whole, progress, children }: BulkBarProps) {
  return (
    <div className={classes.bar}>
      <Group gap="xs">
        <Text size="sm" fw={570} role="status">
          {said}
        </Text>
        {whole && !progress && (
          <Button variant="subtle" size="compact-sm" onClick={whole.onPress}>
            {whole.label}
          </Button>
        )}
      </Group>
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
