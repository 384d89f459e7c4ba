import { useTranslation } from 'react-i18next';
import type { Workflow } from '../../../shared/workflow.ts';
import { nameIn, spokenName } from '../../canvas/step-words.ts';
import { isUnchanged, type WorkflowDifference } from '../../draft/diff-workflows.ts';
import type { English } from '../../i18n/languages.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import classes from './sheets.module.css';

interface DifferenceListProps {
  difference: WorkflowDifference;
  live: Workflow;
  draft: Workflow;
}

type SettingName = keyof English['canvas']['difference']['setting'];

/** Step by step what the draft changes. */
export function DifferenceList({ difference, live, draft }: DifferenceListProps) {
  const { t } = useTranslation('canvas');
  const { added, removed, changed, settings } = difference;
  if (isUnchanged(difference)) return <p>{t('publish.nothing')}</p>;
  const name = (workflow: Workflow, id: string) => {
    const step = workflow.steps[id];
    return step ? spokenName(step) : nameIn(workflow, id);
  };
  return (
    <>
      {added.map((id) => (
        <Change key={id} tone="ok" what={t('publish.added')} name={name(draft, id)} />
      ))}
      {removed.map((id) => (
        <Change key={id} tone="error" what={t('publish.removed')} name={name(live, id)} />
      ))}
      {changed.map((id) => (
        <Change key={id} tone="info" what={t('publish.changed')} name={name(draft, id)} />
      ))}
      {settings.map((key) => (
        <Change
          key={key}
          tone="neutral"
          what={t('publish.settings')}
          name={t(`difference.setting.${key as SettingName}`)}
        />
      ))}
    </>
  );
}

function Change({ tone, what, name }: { tone: Tone; what: string; name: string }) {
  return (
    <div className={classes.change}>
      <Chip tone={tone}>{what}</Chip>
      <span>{name}</span>
    </div>
  );
}
