import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconClipboard, IconFolderPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Condition, type Leaf, MAX_DEPTH } from '../../shared/condition.ts';
import type { ConditionScope } from '../../shared/vocabulary/fact-definition.ts';
import classes from './condition.module.css';
import {
  blankRule,
  type Group,
  type GroupMode,
  readGroup,
  rulesPath,
  withNewRule,
  withoutRule,
  withRule,
  writeGroup,
} from './condition-tree.ts';
import { useCopiedRule } from './copied-rule.ts';
import { DropStrip } from './DropStrip.tsx';
import { RuleMenu } from './RuleMenu.tsx';
import { RuleRow } from './RuleRow.tsx';
import { useRuleEdits } from './rule-edits.ts';
import { canUnwrap, fits, type RulePath, unwrapped, wrapped } from './rule-moves.ts';

interface RuleGroupProps {
  label: string;
  node: Condition;
  path: string;
  scope: ConditionScope;
  /** Where the group stands in its condition. */
  at: RulePath;
  onChange: (group: Group) => void;
  onRemove?: () => void;
  /** What else can be done with a group inside another. */
  menu?: ReactNode;
}

/** A group of rules: how they combine, the rules, and what can be added. */
export function RuleGroup({ label, node, path, scope, at: place, onChange, onRemove, menu }: RuleGroupProps) {
  const { t } = useTranslation('inspector');
  const id = useId();
  const copied = useCopiedRule((state) => state.rule);
  const { about } = useRuleEdits();
  const group = readGroup(node);
  const depth = place.length;
  if (!group) return null;
  const isWhere = scope === 'where';
  // json-rules-engine wants all or any at the root; “none” is for the groups inside.
  const modes: GroupMode[] = depth === 0 ? ['all', 'any'] : ['all', 'any', 'none'];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out inside the rows.
    <div
      role="group"
      aria-label={label}
      className={depth > 0 ? classes.nested : classes.group}
      data-path={path}
    >
      <div className={classes.mode}>
        <SegmentedControl
          size="xs"
          aria-labelledby={id}
          value={group.mode}
          onChange={(mode) => onChange({ ...group, mode: mode as GroupMode })}
          data={modes.map((mode) => ({ value: mode, label: t(`condition.mode.${mode}`) }))}
        />
        <span id={id}>{t('condition.ofThese')}</span>
        {menu}
        {onRemove && (
          <ActionIcon
            size={28}
            className={classes.removeGroup}
            aria-label={t('condition.removeGroup')}
            onClick={onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </div>
      {group.rules.map((rule, index) => {
        const at = `${path}.${rulesPath(node, index)}`;
        const change = (next: Condition) => onChange(withRule(group, index, next));
        const remove = () => onChange(withoutRule(group, index));
        const inner = [...place, index];
        const name = t(readGroup(rule) ? 'condition.groupNumber' : 'condition.ruleNumber', {
          number: index + 1,
        });
        const handle = (
          <RuleMenu
            name={name}
            rule={rule}
            at={inner}
            onDuplicate={() => onChange(withNewRule(group, rule, index))}
            onWrap={depth < MAX_DEPTH - 2 ? () => change(wrapped(rule)) : undefined}
            onUnwrap={canUnwrap(group, rule) ? () => onChange(unwrapped(group, index)) : undefined}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place.
          <Fragment key={index}>
            <DropStrip into={place} index={index}>
              {index > 0 && t(`condition.joint.${group.mode}`)}
            </DropStrip>
            {readGroup(rule) ? (
              <RuleGroup
                label={name}
                menu={handle}
                node={rule}
                path={at}
                scope={scope}
                at={inner}
                onChange={(next) => (next.rules.length === 0 ? remove() : change(writeGroup(next)))}
                onRemove={remove}
              />
            ) : (
              <RuleRow
                leaf={rule as Leaf}
                number={index + 1}
                handle={handle}
                path={at}
                scope={scope}
                onChange={change}
                onAddBeside={(more) => onChange(withNewRule(group, more, index))}
                onRemove={remove}
              />
            )}
          </Fragment>
        );
      })}
      <DropStrip into={place} index={group.rules.length} />
      <div className={classes.add}>
        <Button
          variant="light"
          leftSection={<IconPlus size={15} />}
          onClick={() => onChange(withNewRule(group, blankRule(isWhere, about)))}
        >
          {t('condition.addRule')}
        </Button>
        {depth < MAX_DEPTH - 2 && (
          <Button
            variant="subtle"
            color="gray"
            className={classes.quiet}
            leftSection={<IconFolderPlus size={15} />}
            onClick={() => onChange(withNewRule(group, { any: [blankRule(isWhere, about)] }))}
          >
            {t('condition.addGroup')}
          </Button>
        )}
        {copied && fits(copied, isWhere) && (
          <Button
            variant="subtle"
            color="gray"
            className={classes.quiet}
            leftSection={<IconClipboard size={15} />}
            onClick={() => onChange(withNewRule(group, copied))}
          >
            {t('condition.paste')}
          </Button>
        )}
      </div>
    </div>
  );
}
