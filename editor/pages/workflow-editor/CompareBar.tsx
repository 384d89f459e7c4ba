import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { endComparison, useComparison } from '../../draft/comparison-store.ts';
import { useDraft } from '../../draft/draft-store.ts';
import classes from './CompareBar.module.css';
import { DifferenceList } from './DifferenceList.tsx';
import { useDifferenceText } from './use-difference-text.ts';

/** What the canvas is compared with, in a line, and step by step on demand: also the steps that are gone. */
export function CompareBar() {
  const { t } = useTranslation('canvas');
  const say = useDifferenceText();
  const comparison = useComparison((state) => state.comparison);
  const draft = useDraft(({ history }) => history.present);
  if (!comparison) return null;
  const { version, difference, workflow } = comparison;
  return (
    <section className={classes.compare} aria-label={t('compare.label')}>
      <span role="status">{t('compare.with', { version, changes: say(difference) })}</span>
      <Popover position="bottom-start" shadow="md" width={340} withRoles={false} trapFocus returnFocus>
        <Popover.Target>
          <Button size="compact-sm" variant="subtle">
            {t('compare.list')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.compareList}>
          <DifferenceList difference={difference} live={workflow} draft={draft} />
        </Popover.Dropdown>
      </Popover>
      <ActionIcon size={28} aria-label={t('compare.end')} onClick={endComparison}>
        <IconX size={16} />
      </ActionIcon>
    </section>
  );
}
