import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './CopyField.module.css';
import { Hint } from './Hint.tsx';

/** A value to take elsewhere (a key, a link), with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className={classes.field}>
      <input className={classes.value} readOnly aria-label={label} value={value} onFocus={selectAll} />
      <CopyIcon value={value} label={label} />
    </div>
  );
}

/** A piece of code with a button that copies it. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <section className={classes.block} aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre className={classes.code} tabIndex={0}>
        <code>{code}</code>
      </pre>
      <div className={classes.corner}>
        <CopyIcon value={code} label={label} />
      </div>
    </section>
  );
}

function CopyIcon({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation('shell');
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Hint label={t(copied ? 'common.copied' : 'common.copy')}>
          <ActionIcon
            aria-label={`${t(copied ? 'common.copied' : 'common.copy')}: ${label}`}
            color={copied ? 'teal' : 'gray'}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Hint>
      )}
    </CopyButton>
  );
}

function selectAll(event: { currentTarget: HTMLInputElement }): void {
  event.currentTarget.select();
}
