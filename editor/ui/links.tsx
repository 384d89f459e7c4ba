import {
  ActionIcon,
  type ActionIconProps,
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Attributes<Taken> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Taken> & {
  ref?: Ref<HTMLAnchorElement>;
};

/** A text link to a page of the editor. */
export const TextLink = createLink((props: AnchorProps & Attributes<AnchorProps>) => <Anchor {...props} />);

/** A link that looks like a button. */
export const ButtonLink = createLink((props: ButtonProps & Attributes<ButtonProps>) => (
  <Button component="a" {...props} />
));

/** A link that is only an icon; give it an `aria-label`. */
export const IconLink = createLink((props: ActionIconProps & Attributes<ActionIconProps>) => (
  <ActionIcon component="a" {...props} />
));
