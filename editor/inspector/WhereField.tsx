import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RootCondition } from '../../shared/condition.ts';
import { ConditionBuilder } from './ConditionBuilder.tsx';
import classes from './condition.module.css';
import { blankRule } from './condition-tree.ts';

interface WhereFieldProps {
  value: RootCondition | undefined;
  path: string;
  onChange: (where: RootCondition | undefined) => void;
}

/** Which occurrences of an event count, by their properties; all of them until somebody wants fewer. */
export function WhereField({ value, path, onChange }: WhereFieldProps) {
  const { t } = useTranslation('inspector');
  return value ? (
    <div className={classes.where}>
      <span className={classes.whereTitle}>{t('condition.where')}</span>
      <ConditionBuilder
        label={t('condition.where')}
        value={value}
        path={path}
        scope="where"
        onChange={onChange}
      />
    </div>
  ) : (
    <Button
      size="compact-xs"
      variant="subtle"
      className={classes.filter}
      leftSection={<IconFilter size={14} />}
      onClick={() => onChange({ all: [blankRule(true)] })}
    >
      {t('condition.addWhere')}
    </Button>
  );
}
