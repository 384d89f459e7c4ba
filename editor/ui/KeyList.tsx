import { Kbd } from '@mantine/core';
import classes from './KeyList.module.css';

/** What keys do, one line each. */
export function KeyList({ rows }: { rows: readonly { says: string; keys: readonly string[] }[] }) {
  return (
    <dl className={classes.keys}>
      {rows.map(({ says, keys }) => (
        <div key={says}>
          <dt>{says}</dt>
          <dd>
            {keys.map((key) => (
              <Kbd key={key} size="sm">
                {key}
              </Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
