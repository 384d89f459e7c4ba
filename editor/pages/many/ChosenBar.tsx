import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_AT_ONCE } from '../../../shared/many.ts';
import { BulkBar } from '../../ui/BulkBar.tsx';
import type { Whole } from './use-chosen.ts';

interface ChosenBarProps {
  /** How many rows are ticked. */
  ticked: number;
  /** The same in words. */
  said: string;
  /** The way to all that the list finds. */
  whole: Whole | undefined;
  /** What is at work on them, if anything is. */
  work: { isPending: boolean; share: number; stop: (() => void) | undefined };
  /** What can be done; off while something is at work, and where too many are ticked one by one. */
  children: (isOff: boolean) => ReactNode;
}

/** What can be done with all rows that are chosen together, be it those ticked or all that the list finds. */
export function ChosenBar({ ticked, said, whole, work, children }: ChosenBarProps) {
  const { t } = useTranslation('pages');
  const isWhole = whole?.isChosen === true;
  const isTooMany = !isWhole && ticked > MOST_AT_ONCE;
  return (
    <BulkBar
      said={
        isWhole
          ? t('many.all.chosen', { count: whole.count })
          : isTooMany
            ? t('many.tooMany', { most: MOST_AT_ONCE })
            : said
      }
      whole={
        whole && {
          label: isWhole ? t('many.all.back') : t('many.all.offer', { count: whole.count }),
          onPress: () => whole.choose(!isWhole),
        }
      }
      progress={work.isPending ? { share: work.share, label: t('risk.working') } : undefined}
    >
      {work.stop && (
        <Button variant="default" onClick={work.stop}>
          {t('many.all.stop')}
        </Button>
      )}
      {children(work.isPending || isTooMany)}
    </BulkBar>
  );
}
