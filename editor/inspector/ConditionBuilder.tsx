import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RootCondition } from '../../shared/condition.ts';
import type { ConditionScope } from '../../shared/vocabulary/fact-definition.ts';
import classes from './condition.module.css';
import { blankRule, readGroup, writeRoot } from './condition-tree.ts';
import { MatchCount } from './MatchCount.tsx';
import { RuleGroup } from './RuleGroup.tsx';

interface ConditionBuilderProps {
  /** What the rules decide, for screen readers. */
  label: string;
  value: RootCondition | undefined;
  /** Where the condition stands in the document: problems lead to its fields. */
  path: string;
  scope: ConditionScope;
  /** Called with undefined when the last rule of a condition that may be missing is removed. */
  onChange: (value: RootCondition | undefined) => void;
  /** The condition must have a rule. */
  required?: boolean;
}

/**
 * Rules in groups, over any condition tree, and who matches them now. What there are no fields for is shown as JSON and
 * left as it is.
 */
export function ConditionBuilder({ label, value, path, scope, onChange, required }: ConditionBuilderProps) {
  const { t } = useTranslation('inspector');
  const group = value && readGroup(value);
  if (!value || !group) {
    return (
      <Button
        variant="light"
        className={classes.first}
        leftSection={<IconPlus size={15} />}
        data-path={path}
        onClick={() => onChange({ all: [blankRule(scope === 'where')] })}
      >
        {t('condition.addRule')}
      </Button>
    );
  }
  return (
    <div>
      <RuleGroup
        label={label}
        node={value}
        path={path}
        scope={scope}
        depth={0}
        onChange={(next) => onChange(next.rules.length === 0 && !required ? undefined : writeRoot(next))}
      />
      {scope !== 'where' && <MatchCount when={value} />}
    </div>
  );
}
