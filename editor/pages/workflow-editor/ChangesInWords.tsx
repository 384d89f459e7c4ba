import { useTranslation } from 'react-i18next';
import { listChanges, type WorkflowChange } from '../../../shared/changes/list-changes.ts';
import { sayChange } from '../../../shared/changes/say-change.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import classes from './sheets.module.css';

const tones: Record<WorkflowChange['kind'], Tone> = { added: 'ok', removed: 'error', changed: 'info' };

/** What one version changes about another, a sentence each; exits come and go by themselves and are left out. */
export function ChangesInWords({ was, is }: { was: Workflow; is: Workflow }) {
  const { t } = useTranslation('canvas');
  const changes = listChanges(was, is).filter(({ kind, step = '', field }) => {
    const of = (kind === 'removed' ? was : is).steps[step];
    return field !== undefined || of?.kind !== 'exit';
  });
  if (changes.length === 0) return <p>{t('publish.nothing')}</p>;
  return changes.map((change) => (
    <div key={`${change.kind} ${change.step} ${change.field}`} className={classes.change}>
      <Chip tone={tones[change.kind]}>{t(`publish.${change.kind}`)}</Chip>
      <span>{sayChange(change, { was, is }, currentLanguage())}</span>
    </div>
  ));
}
