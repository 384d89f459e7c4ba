import { useMergedRef } from '@mantine/hooks';
import {
  cloneElement,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  type Ref,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { wantedPart } from '../wanted-part.ts';
import type { HintBoxProps } from './HintBox.tsx';

/** So long the pointer rests before the words show, in milliseconds. */
const REST = 350;

const box = wantedPart(async () => (await import('./HintBox.tsx')).HintBox);

type Pointed = HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLElement> | undefined };

interface HintProps extends Pick<HintBoxProps, 'label' | 'keys' | 'position'>, Omit<Pointed, 'children'> {
  disabled?: boolean;
  /** What the words are about. It also gets whatever else is given here, as by a menu that it opens. */
  children: ReactElement<Pointed>;
}

/**
 * Shows words beside something while the pointer rests on it. What draws them is the largest part of many a page that
 * has hints, and comes when the pointer does; nothing is drawn anew when it is there.
 */
export function Hint({ label, keys, position, disabled = false, children, ref, ...others }: HintProps) {
  const id = useId();
  const target = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isOpen, setOpen] = useState(false);
  const all = useMergedRef(target, ref, children.props.ref);
  const given = { ...children.props, ...others };
  const isShown = isOpen && !disabled && box.now !== undefined;

  const hide = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const show = ({ pointerType }: PointerEvent) => {
    if (pointerType !== 'mouse' || disabled) return;
    clearTimeout(timer.current);
    const rest = new Promise<void>((resolve) => {
      timer.current = setTimeout(resolve, REST);
    });
    const own = timer.current;
    // Words that cannot come are missed by nobody who cannot wait for them: every target has a name of its own.
    void Promise.all([rest, box.bring()]).then(
      () => timer.current === own && setOpen(true),
      () => undefined,
    );
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen]);

  return (
    <>
      {cloneElement(children, {
        ...others,
        ref: all,
        className: [children.props.className, others.className].filter(Boolean).join(' ') || undefined,
        ...(isShown && { 'aria-describedby': id }),
        onPointerEnter: both(given.onPointerEnter, show),
        onPointerLeave: both(given.onPointerLeave, hide),
        onPointerDown: both(given.onPointerDown, hide),
      })}
      {isShown && <HintBoxNow id={id} target={target} label={label} keys={keys} position={position} />}
    </>
  );
}

function HintBoxNow(props: HintBoxProps) {
  const HintBox = box.now;
  return HintBox ? <HintBox {...props} /> : null;
}

function both(
  first: ((event: PointerEvent<HTMLElement>) => void) | undefined,
  second: (event: PointerEvent) => void,
) {
  return (event: PointerEvent<HTMLElement>) => {
    first?.(event);
    second(event);
  };
}
