import { ActionIcon, Menu } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../shared/condition.ts';
import { copyRule } from './copied-rule.ts';
import { useRuleEdits } from './rule-edits.ts';
import type { RulePath } from './rule-moves.ts';

interface RuleMenuProps {
  /** How screen readers call the rule or group. */
  name: string;
  rule: Condition;
  at: RulePath;
  onDuplicate: () => void;
  /** Puts it into a group of its own. */
  onWrap?: (() => void) | undefined;
  /** Takes a group apart. */
  onUnwrap?: (() => void) | undefined;
}

/**
 * The handle of a rule: drag it, press Alt with an arrow on it, or open it for everything else that can be done with
 * the rule as a whole.
 */
export function RuleMenu({ name, rule, at, onDuplicate, onWrap, onUnwrap }: RuleMenuProps) {
  const { t } = useTranslation('inspector');
  const edits = useRuleEdits();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    edits.shift(at, event.key === 'ArrowUp' ? -1 : 1);
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', name);
    event.dataTransfer.effectAllowed = 'move';
    edits.drag(at);
  };
  return (
    <Menu width={210} position="bottom-start">
      <Menu.Target>
        <ActionIcon
          size={28}
          aria-label={t('condition.handle', { name })}
          draggable
          style={{ cursor: 'grab' }}
          data-rule-handle={at.join('.')}
          onKeyDown={onKeyDown}
          onDragStart={onDragStart}
          onDragEnd={() => edits.drag(undefined)}
        >
          <IconGripVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => edits.shift(at, -1)}>{t('condition.moveUp')}</Menu.Item>
        <Menu.Item onClick={() => edits.shift(at, 1)}>{t('condition.moveDown')}</Menu.Item>
        <Menu.Item onClick={onDuplicate}>{t('condition.duplicate')}</Menu.Item>
        <Menu.Item onClick={() => copyRule(rule)}>{t('condition.copy')}</Menu.Item>
        {onWrap && <Menu.Item onClick={onWrap}>{t('condition.wrap')}</Menu.Item>}
        {onUnwrap && <Menu.Item onClick={onUnwrap}>{t('condition.unwrap')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
