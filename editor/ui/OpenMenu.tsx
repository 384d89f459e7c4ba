import { Menu, type MenuProps } from '@mantine/core';
import {
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type Ref,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

interface OpenMenuProps extends Pick<MenuProps, 'position' | 'width'> {
  button: ReactElement<HTMLAttributes<HTMLElement> & { ref?: Ref<HTMLElement> }>;
  children: ReactNode;
}

/** A menu that was asked for before it was there: it opens at once, and gives the focus back to its new button. */
export function OpenMenu({ button, children, ...props }: OpenMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const target = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    target.current?.focus({ preventScroll: true });
    setOpen(true);
  }, []);
  return (
    <Menu opened={isOpen} onChange={setOpen} {...props}>
      <Menu.Target>{cloneElement(button, { ref: target })}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
