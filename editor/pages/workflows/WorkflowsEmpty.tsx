import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlaybookKey } from '../../../shared/playbooks/playbooks.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FourVerbs } from '../../ui/FourVerbs.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import gallery from '../gallery/Gallery.module.css';
import { PlaybookCard } from '../gallery/PlaybookCard.tsx';
import { playbooksQuery } from '../gallery/read-playbooks.ts';
import { useMay } from '../use-may.ts';
import classes from './WorkflowsEmpty.module.css';

/** Those that need little and show at once what a workflow is. */
const firstOnes: readonly string[] = [
  'onboarding-stalled',
  'cancel-page',
  'payment-failed-hard',
] satisfies PlaybookKey[];

/** What stands before the first workflow: what workflows are for, and a few to begin with. */
export function WorkflowsEmpty() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const { data } = useQuery(playbooksQuery(currentLanguage()));
  return (
    <EmptyState
      picture={<FourVerbs layout="row" />}
      title={t('workflows.empty.title')}
      text={t('workflows.empty.text')}
    >
      {may('marketer') && (
        <div className={classes.start}>
          <ButtonLink size="sm" to="/workflows/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('workflows.new')}
          </ButtonLink>
          <h3 className={classes.heading}>{t('workflows.empty.playbooks')}</h3>
          <ul className={gallery.cards}>
            {data
              ?.filter(({ key }) => firstOnes.includes(key))
              .map((playbook) => (
                <PlaybookCard key={playbook.key} playbook={playbook} />
              ))}
          </ul>
        </div>
      )}
    </EmptyState>
  );
}
