import { Fragment, type ReactNode } from 'react';
import classes from './Facts.module.css';

/** Names and values beneath each other; a value of undefined leaves its line out. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {of
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{breakable(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A key such as `subscriptionStatus` breaks between its words rather than inside one. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=[_.-])/u).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never change places.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
