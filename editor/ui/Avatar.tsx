import classes from './Avatar.module.css';
import { initials } from './initials.ts';

/** A round picture of initials; decoration, the name stands beside it. */
export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <span className={classes.avatar} style={{ width: size, height: size }} aria-hidden>
      {initials(name)}
    </span>
  );
}
