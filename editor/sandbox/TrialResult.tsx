import { SegmentedControl } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulationResult } from '../../shared/simulation.ts';
import { exitsOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { KindIcon } from '../canvas/KindIcon.tsx';
import { exitLabel, nameIn, spokenName, stepName } from '../canvas/step-words.ts';
import { select } from '../draft/view-store.ts';
import { formatDateTime } from '../i18n/format.ts';
import { reasonText as sendingReason } from '../ui/reason-text.ts';
import { ExplanationTable } from './ExplanationTable.tsx';
import { reasonText, statusText } from './result-words.ts';
import { SimulatedMessage, SimulatedTask } from './SimulatedEffects.tsx';
import classes from './sandbox.module.css';
import { runTrial, useTrial } from './trial-store.ts';

interface TrialResultProps {
  result: SimulationResult;
  workflow: Workflow;
  workflowId: string;
}

/** What a run did: whether the contact enters, then step by step when, why and with what effect. */
export function TrialResult({ result, workflow, workflowId }: TrialResultProps) {
  const { t } = useTranslation('sandbox');
  const { entered, reason, entry, path, status } = result;
  const userId = useTrial((trial) => trial.userId);
  const from = useTrial((trial) => trial.asked?.from);
  const first = from === undefined ? undefined : workflow.steps[from];
  const Icon = entered ? IconCircleCheckFilled : IconCircleXFilled;
  return (
    <section aria-label={t('result')} className={classes.result}>
      <p className={classes.verdict} data-good={entered || undefined} role="status">
        <Icon size={19} aria-hidden />{' '}
        {first ? t('startsAt', { name: stepName(first) }) : entered ? t('enters') : t('doesNotEnter')}
      </p>
      {!entered && reason && <p className={classes.reason}>{reasonText(reason)}</p>}
      {reason === 'condition' && userId === null && <p className={classes.reason}>{t('chooseContact')}</p>}
      {entry && <ExplanationTable title={t('entryRules')} explanation={entry} />}
      <ol className={classes.steps}>
        {path.map(({ step: id, at, exit, why, explanations }, index) => {
          const step = workflow.steps[id];
          if (!step) return null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a loop passes the same step twice; the place tells them apart.
            <li key={index}>
              <button
                type="button"
                className={classes.step}
                onClick={() => select(id, { centre: true, tab: 'test' })}
              >
                <KindIcon kind={step.kind} size={28} />
                <span>
                  <strong>{spokenName(step)}</strong>
                  <time dateTime={at}>{formatDateTime(at)}</time>
                </span>
                {why !== undefined && <span className={classes.exit}>{sendingReason(why)}</span>}
                {exit !== undefined && exitsOf(step).length > 1 && (
                  <span className={classes.exit}>{exitLabel(step, exit)}</span>
                )}
              </button>
              {explanations?.map(({ path: tried, label, explanation }) => (
                <ExplanationTable
                  key={tried}
                  title={t('path', { name: label ?? exitLabel(step, tried) })}
                  explanation={explanation}
                />
              ))}
              {step.kind === 'send-email' && step.exits && (
                <SentChoice id={id} exit={exit} workflowId={workflowId} />
              )}
              {result.messages
                .filter((message) => message.step === id && isNear(message.at, at))
                .map((message) => (
                  <Fragment key={message.at}>
                    <SimulatedMessage message={message} />
                  </Fragment>
                ))}
              {result.tasks
                .filter((task) => task.step === id && isNear(task.at, at))
                .map((task) => (
                  <SimulatedTask key={task.at} task={task} />
                ))}
            </li>
          );
        })}
      </ol>
      {entered && (
        <p className={classes.reason}>
          {statusText(status, reason)} {path.length === 0 && nameIn(workflow, from ?? workflow.start ?? '')}
        </p>
      )}
    </section>
  );
}

/** Whether the mail provider takes the e-mail is not ours to know: the test can try both. */
function SentChoice({ id, exit, workflowId }: { id: string; exit: string | undefined; workflowId: string }) {
  const { t } = useTranslation(['sandbox', 'words']);
  if (exit !== 'sent' && exit !== 'notSent') return null;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('assume')}
      value={exit}
      onChange={(choice) => {
        useTrial.setState(({ choices }) => ({ choices: { ...choices, [id]: choice } }));
        void runTrial(workflowId);
      }}
      data={(['sent', 'notSent'] as const).map((value) => ({ value, label: t(`words:exits.${value}`) }))}
    />
  );
}

const NEAR = 60_000;

/** A loop passes a step several times; its effects belong to the visit at the same moment. */
function isNear(a: string, b: string): boolean {
  return Math.abs(Date.parse(a) - Date.parse(b)) < NEAR;
}
