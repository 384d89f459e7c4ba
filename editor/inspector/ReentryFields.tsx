import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reentry } from '../../shared/workflow.ts';
import { useDraft } from '../draft/draft-store.ts';
import { DurationField } from './DurationField.tsx';
import { setEntry } from './set-step.ts';

const modes = ['once', 'after', 'one-at-a-time', 'always'] as const;

/** Whether the same person may enter again. */
export function ReentryFields() {
  const { t } = useTranslation('inspector');
  const reentry = useDraft(({ history }) => history.present.entry.reentry);
  const subject = useDraft(({ history }) => history.present.subject);
  const choose = (mode: string | null) => {
    const known = modes.find((each) => each === mode);
    if (!known) return;
    const next: Reentry = known === 'after' ? { mode: 'after', wait: '90d' } : { mode: known };
    setEntry((was) => ({ ...was, reentry: next }));
  };
  return (
    <>
      <Select
        label={t(subject === 'account' ? 'reentry.labelForAccount' : 'reentry.label')}
        data-path="entry.reentry"
        data={modes.map((value) => ({ value, label: t(`reentry.${value}`) }))}
        value={reentry.mode}
        onChange={choose}
      />
      {reentry.mode === 'after' && (
        <DurationField
          label={t('reentry.wait')}
          value={reentry.wait}
          path="entry.reentry.wait"
          onChange={(wait) =>
            setEntry((was) => ({ ...was, reentry: { mode: 'after', wait } }), 'entry.reentry.wait')
          }
        />
      )}
    </>
  );
}
