import { Menu, Stack, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HookMapping } from '../../../shared/hook.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from './HookPage.module.css';
import { hookParts, leavesOf, type PayloadLeaf, usesOf, withValue } from './hook-draft.ts';

interface PayloadPickerProps {
  mapping: HookMapping;
  /** The payload pasted; undefined while it is none. */
  onPayload: (payload: unknown) => void;
  onChange: (mapping: HookMapping) => void;
}

/** A payload to paste, whose values are put to use by choosing them. */
export function PayloadPicker({ mapping, onPayload, onChange }: PayloadPickerProps) {
  const { t } = useTranslation('pages');
  const [text, setText] = useState('');
  const payload = useMemo(() => parsed(text), [text]);
  const leaves = useMemo(() => (payload === undefined ? [] : leavesOf(payload)), [payload]);
  const isWrong = text.trim() !== '' && payload === undefined;
  return (
    <Panel title={t('hooks.payload')} about={t('hooks.payloadText')}>
      <Stack gap="sm">
        <Textarea
          size="sm"
          label={t('hooks.paste')}
          placeholder={'{ "type": "invoice.failed", "data": { "customer": "42" } }'}
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          error={isWrong ? t('hooks.notJson') : undefined}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            onPayload(parsed(currentTarget.value));
          }}
        />
        {leaves.length > 0 && (
          <>
            <p className={classes.hint}>{t('hooks.choose')}</p>
            <ul className={classes.leaves} aria-label={t('hooks.values')}>
              {leaves.map((leaf) => (
                <li key={leaf.path}>
                  <LeafMenu leaf={leaf} mapping={mapping} onChange={onChange} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Panel>
  );
}

/** One value; its menu says what it can become. */
function LeafMenu({
  leaf: { path, value },
  mapping,
  onChange,
}: {
  leaf: PayloadLeaf;
  mapping: HookMapping;
  onChange: (mapping: HookMapping) => void;
}) {
  const { t } = useTranslation('pages');
  const uses = usesOf(mapping, path);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.leaf}>
          <span className={classes.value}>
            <span>{String(value)}</span>
            <code>{path}</code>
          </span>
          <span className={classes.uses}>
            {uses.parts.map((part) => (
              <Chip key={part} tone="info">
                {t(`hooks.parts.${part}`)}
              </Chip>
            ))}
            {uses.names.map((name) => (
              <Chip key={`value ${name}`}>{name}</Chip>
            ))}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('hooks.useAs')}</Menu.Label>
        {hookParts
          .filter((part) => part !== 'event' || mapping.type === 'track')
          .map((part) => (
            <Menu.Item key={part} onClick={() => onChange({ ...mapping, [part]: path })}>
              {t(`hooks.parts.${part}`)}
            </Menu.Item>
          ))}
        <Menu.Item onClick={() => onChange(withValue(mapping, path))}>
          {t(mapping.type === 'track' ? 'hooks.asProperty' : 'hooks.asTrait')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
