import type { MenuProps } from '@mantine/core';
import {
  type ComponentType,
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  useEffect,
  useRef,
  useState,
} from 'react';
import { type WantedPart, wantedPart } from '../wanted-part.ts';
import { tellError } from './notify.ts';
import { whenIdle } from './when-idle.ts';

const menu = wantedPart(async () => (await import('./OpenMenu.tsx')).OpenMenu);

interface MenuButtonProps<Given> extends Pick<MenuProps, 'position' | 'width'> {
  /** Draws what stands in the menu. */
  items: WantedPart<ComponentType<Given>>;
  /** What the items are drawn with. */
  given: Given;
  /** The button that opens the menu. */
  children: ReactElement<HTMLAttributes<HTMLElement>>;
}

/**
 * A button that opens a menu. Until somebody opens it there is only the button: menus and what stands in them come
 * when the browser has nothing else to do, or when the pointer or the focus comes near.
 */
export function MenuButton<Given extends object>({
  items,
  given,
  children: button,
  ...props
}: MenuButtonProps<Given>) {
  const [isAsked, setAsked] = useState(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  useEffect(() => whenIdle(() => void fetchBoth(items).catch(() => undefined)), [items]);
  const OpenMenu = menu.now;
  const Items = items.now;
  if (isAsked && OpenMenu && Items)
    return (
      <OpenMenu button={button} {...props}>
        <Items {...given} />
      </OpenMenu>
    );
  const near = () => void fetchBoth(items).catch(() => undefined);
  const open = async () => {
    try {
      await fetchBoth(items);
      if (!isGone.current) setAsked(true);
    } catch (error) {
      tellError(error);
    }
  };
  return cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: near,
    onFocus: near,
    onClick: () => void open(),
  });
}

function fetchBoth(items: WantedPart<unknown>): Promise<unknown> {
  return Promise.all([menu.bring(), items.bring()]);
}
