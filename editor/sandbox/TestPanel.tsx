import { Button, Kbd, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHelpCircle, IconPlayerPlay, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { stepName } from '../canvas/step-words.ts';
import { useDraft } from '../draft/draft-store.ts';
import { useView } from '../draft/view-store.ts';
import { AccountPicker } from '../inspector/AccountPicker.tsx';
import { ContactPicker } from '../inspector/ContactPicker.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { EntryWhy } from './EntryWhy.tsx';
import { SavedTests } from './SavedTests.tsx';
import classes from './sandbox.module.css';
import { TrialResult } from './TrialResult.tsx';
import { clearResult, readProperties, runTrial, startOf, testFrom, useTrial } from './trial-store.ts';

/** What became of the contact in the live version, beside what would become of it in the draft. */
function Reality({ workflowId, userId }: { workflowId: string; userId: string }) {
  const { t } = useTranslation('sandbox');
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <>
      <Button
        size="sm"
        variant="subtle"
        leftSection={<IconHelpCircle size={16} aria-hidden />}
        aria-expanded={isOpen}
        onClick={toggle}
      >
        {t('why')}
      </Button>
      {isOpen && <EntryWhy workflowId={workflowId} userId={userId} />}
    </>
  );
}

/** Where the run begins: at the trigger, or at a step, which takes whoever it is about right there. */
function Beginning({ workflowId }: { workflowId: string }) {
  const { t } = useTranslation('sandbox');
  useTrial((trial) => trial.from);
  const draft = useDraft(({ history }) => history.present);
  const selected = useView((view) => view.selected);
  const from = startOf(draft);
  const step = from === undefined ? undefined : draft.steps[from];
  const other = selected === null || selected === from ? undefined : draft.steps[selected];
  if (!step && !other) return null;
  return (
    <div className={classes.beginning}>
      {step && (
        <>
          <span>{t('startsAt', { name: stepName(step) })}</span>
          <Button size="compact-sm" variant="subtle" onClick={() => useTrial.setState({ from: undefined })}>
            {t('startAtTrigger')}
          </Button>
        </>
      )}
      {other && (
        <Button
          size="compact-sm"
          variant="subtle"
          rightSection={<Kbd size="xs">T</Kbd>}
          onClick={() => testFrom(workflowId, selected ?? undefined)}
        >
          {t('startAt', { name: stepName(other) })}
        </Button>
      )}
    </div>
  );
}

/** Tries the workflow as it is drawn now with a contact, without any effect. */
export function TestPanel({ workflowId }: { workflowId: string }) {
  const { t } = useTranslation('sandbox');
  const { userId, accountId, properties, isRunning, result, tried, error } = useTrial();
  const isReadOnly = useDraft((state) => state.isReadOnly);
  const draft = useDraft(({ history }) => history.present);
  const isWrong = readProperties(properties) === null;
  const isOld = result !== undefined && tried !== draft;
  return (
    <div className={classes.panel}>
      <p className={classes.safe}>
        <IconShieldCheck size={18} aria-hidden /> {t('nothingIsSent')}
      </p>
      {draft.subject === 'account' ? (
        <AccountPicker
          label={t('account')}
          placeholder={t('inventedAccount')}
          value={accountId}
          onChange={(next) => useTrial.setState({ accountId: next })}
        />
      ) : (
        <ContactPicker
          label={t('contact')}
          placeholder={t('invented')}
          value={userId}
          onChange={(next) => useTrial.setState({ userId: next })}
        />
      )}
      {draft.entry.trigger.kind === 'event' && (
        <Textarea
          label={t('properties', { event: draft.entry.trigger.event || '…' })}
          description={t('propertiesHint')}
          placeholder={'{ "amount": 120 }'}
          autosize
          minRows={2}
          maxRows={10}
          className={classes.code}
          value={properties}
          error={isWrong && t('propertiesWrong')}
          onChange={(event) => useTrial.setState({ properties: event.currentTarget.value })}
        />
      )}
      <Beginning workflowId={workflowId} />
      <div className={classes.buttons}>
        <Button
          size="sm"
          leftSection={<IconPlayerPlay size={16} />}
          loading={isRunning}
          disabled={isWrong}
          onClick={() => void runTrial(workflowId)}
        >
          {result ? t('runAgain') : t('run')}
        </Button>
        {result && (
          <Button size="sm" variant="subtle" color="gray" onClick={clearResult}>
            {t('clear')}
          </Button>
        )}
      </div>
      <ErrorNotice error={error} />
      {isOld && <p className={classes.old}>{t('outOfDate')}</p>}
      {result && <TrialResult result={result} workflow={tried ?? draft} workflowId={workflowId} />}
      <SavedTests workflowId={workflowId} readOnly={isReadOnly} />
      {userId !== null && <Reality key={userId} workflowId={workflowId} userId={userId} />}
    </div>
  );
}
