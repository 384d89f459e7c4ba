import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RootCondition } from '../../shared/condition.ts';
import type { SubjectKind } from '../../shared/segment.ts';
import type { ConditionScope } from '../../shared/vocabulary/fact-definition.ts';
import classes from './condition.module.css';
import { blankRule, readGroup, writeRoot } from './condition-tree.ts';
import { MatchCount } from './MatchCount.tsx';
import { RuleGroup } from './RuleGroup.tsx';
import { type RuleEdits, RuleEditsContext } from './rule-edits.ts';
import { moveNode, nodeAt, placeOf, type RulePath, shiftNode } from './rule-moves.ts';

interface ConditionBuilderProps {
  /** What the rules decide, for screen readers. */
  label: string;
  value: RootCondition | undefined;
  /** Where the condition stands in the document: problems lead to its fields. */
  path: string;
  scope: ConditionScope;
  /** Called with undefined when the last rule of a condition that may be missing is removed. */
  onChange: (value: RootCondition | undefined) => void;
  /** Whom the rules are about; people unless given. */
  subject?: SubjectKind;
  /** The condition must have a rule. */
  required?: boolean;
  /** Shows how many match without the people: where several conditions stand one under the other. */
  isSmall?: boolean;
  /** Whether nobody is counted: the count is of contacts. */
  isUncounted?: boolean;
}

/**
 * Rules in groups, over any condition tree, and who matches them now. What there are no fields for is shown as JSON and
 * left as it is.
 */
export function ConditionBuilder({
  label,
  value,
  path,
  scope,
  onChange,
  required,
  isSmall,
  isUncounted,
  subject = 'contact',
}: ConditionBuilderProps) {
  const { t } = useTranslation('inspector');
  const group = value && readGroup(value);
  const [dragged, drag] = useState<RulePath>();
  if (!value || !group) {
    return (
      <Button
        variant="light"
        className={classes.first}
        leftSection={<IconPlus size={15} />}
        data-path={path}
        onClick={() => onChange({ all: [blankRule(scope === 'where', subject)] })}
      >
        {t('condition.addRule')}
      </Button>
    );
  }
  const edits: RuleEdits = {
    dragged,
    drag,
    about: subject,
    move: (from, into, index) => onChange(moveNode(value, from, into, index)),
    shift: (from, by) => {
      const next = shiftNode(value, from, by);
      onChange(next);
      followHandle(value, next, from);
    },
  };
  return (
    <RuleEditsContext value={edits}>
      <div data-condition>
        <RuleGroup
          label={label}
          node={value}
          path={path}
          scope={scope}
          at={[]}
          onChange={(next) => onChange(next.rules.length === 0 && !required ? undefined : writeRoot(next))}
        />
      </div>
      {scope !== 'where' && !isUncounted && <MatchCount when={value} subject={subject} isSmall={isSmall} />}
    </RuleEditsContext>
  );
}

/** A rule that is moved by keys keeps the focus on its handle, wherever it stands now. */
function followHandle(before: RootCondition, after: RootCondition, from: RulePath): void {
  const rule = nodeAt(before, from);
  const to = rule && placeOf(after, rule);
  if (!to) return;
  const builder = document.activeElement?.closest('[data-condition]');
  requestAnimationFrame(() => {
    builder?.querySelector<HTMLElement>(`[data-rule-handle="${to.join('.')}"]`)?.focus();
  });
}
