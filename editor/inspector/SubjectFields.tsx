import { Input, NumberInput, SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DEFAULT_ROUNDS, priorities } from '../../shared/workflow.ts';
import { useDraft } from '../draft/draft-store.ts';
import { RecipientsField } from './RecipientsField.tsx';
import { setOptional, setWorkflow } from './set-step.ts';

/** Whom the workflow is about, and whom of an account it writes to. */
export function SubjectFields() {
  const { t } = useTranslation('inspector');
  const { subject, to } = useDraft(({ history }) => history.present);
  return (
    <>
      <Input.Wrapper label={t('subject.label')} labelElement="div" description={t(`subject.${subject}Hint`)}>
        <SegmentedControl
          fullWidth
          size="xs"
          mt={6}
          aria-label={t('subject.label')}
          value={subject}
          onChange={(value) => setWorkflow({ subject: value === 'account' ? 'account' : 'contact' })}
          data={(['contact', 'account'] as const).map((value) => ({ value, label: t(`subject.${value}`) }))}
        />
      </Input.Wrapper>
      {subject === 'account' && (
        <RecipientsField
          label={t('subject.to')}
          description={t('subject.toHint')}
          path="to"
          value={to}
          onChange={(next) => setOptional('to', next)}
        />
      )}
    </>
  );
}

/** What holds the workflow back: whose mail goes first, how much it writes a day, how often a loop is walked. */
export function LimitFields() {
  const { t } = useTranslation('inspector');
  const { priority, maxRounds, dailyLimit } = useDraft(({ history }) => history.present);
  return (
    <>
      <Select
        size="xs"
        label={t('limits.priority')}
        description={t('limits.priorityHint')}
        allowDeselect={false}
        data-path="priority"
        data={[...priorities].reverse().map((value) => ({ value, label: t(`limits.priorities.${value}`) }))}
        value={priority}
        onChange={(value) => {
          const chosen = priorities.find((each) => each === value);
          if (chosen) setWorkflow({ priority: chosen });
        }}
      />
      <NumberInput
        size="xs"
        label={t('limits.dailyLimit')}
        description={t('limits.dailyLimitHint')}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        clampBehavior="strict"
        data-path="dailyLimit"
        value={dailyLimit ?? ''}
        onChange={(value) => setOptional('dailyLimit', Math.trunc(Number(value)) || undefined, 'dailyLimit')}
      />
      <NumberInput
        size="xs"
        label={t('limits.maxRounds')}
        description={t('limits.maxRoundsHint')}
        min={1}
        max={10_000}
        allowDecimal={false}
        clampBehavior="strict"
        data-path="maxRounds"
        value={maxRounds}
        onChange={(value) =>
          setWorkflow({ maxRounds: Math.max(1, Math.trunc(Number(value)) || DEFAULT_ROUNDS) }, 'maxRounds')
        }
      />
    </>
  );
}
