import { Kbd, Tooltip } from '@mantine/core';
import type { RefObject } from 'react';

export interface HintBoxProps {
  /** What the words are about. */
  target: RefObject<HTMLElement | null>;
  /** Of the words, so that what they are about can name them as its description. */
  id: string;
  label: string;
  keys?: string | undefined;
  position?: 'top' | 'right' | undefined;
}

// `Hint` says when.
const events = { hover: false, focus: false, touch: false };

/** The words of a hint, beside what they are about. */
export function HintBox({ target, id, label, keys, position = 'top' }: HintBoxProps) {
  const words = (
    <span id={id}>
      {label} {keys && <Kbd size="xs">{keys}</Kbd>}
    </span>
  );
  return <Tooltip opened target={target} label={words} position={position} events={events} />;
}
