import { useState } from 'react';
import classes from './condition.module.css';
import { useRuleEdits } from './rule-edits.ts';
import type { RulePath } from './rule-moves.ts';

/** The strip between two rules: a dragged rule is dropped here. Keys do the same on the rule's handle. */
export function DropStrip({
  into,
  index,
  children,
}: {
  into: RulePath;
  index: number;
  children?: React.ReactNode;
}) {
  const { dragged, drag, move } = useRuleEdits();
  const [isOver, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only a target for dragging.
    <div
      className={classes.joint}
      data-empty={children === undefined || undefined}
      data-dragging={dragged !== undefined || undefined}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (dragged === undefined) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (dragged === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        drag(undefined);
        move(dragged, into, index);
      }}
    >
      {children}
    </div>
  );
}
