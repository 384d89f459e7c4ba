import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExpectedWay, type TestCaseView, type TestOutcome, wayOf } from '../../shared/test-case.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { api } from '../api-client.ts';
import { exitLabel, nameIn } from '../canvas/step-words.ts';
import { currentDraft, useDraft } from '../draft/draft-store.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { tellError } from '../ui/notify.ts';
import { tellWithUndo } from '../ui/tell-with-undo.tsx';
import { statusText } from './result-words.ts';
import classes from './sandbox.module.css';
import { useTrial } from './trial-store.ts';

/** Runs that are kept: each must take its way again, whatever is changed about the workflow. */
export function SavedTests({ workflowId, readOnly }: { workflowId: string; readOnly: boolean }) {
  const { t } = useTranslation('sandbox');
  const queryClient = useQueryClient();
  const queryKey = ['workflow-tests', workflowId];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.listTests({ params: { id: workflowId }, signal }),
  });
  const lookAnew = () => queryClient.invalidateQueries({ queryKey });
  const draft = useDraft(({ history }) => history.present);
  const run = useMutation({
    mutationFn: () => api.runTests({ params: { id: workflowId }, body: { document: currentDraft() } }),
    onError: tellError,
  });
  const remove = useMutation({
    mutationFn: ({ id }: TestCaseView) => api.deleteTest({ params: { id: workflowId, test: id } }),
    onSuccess: async (_, { name, request, expected }) => {
      tellWithUndo(t('tests.deleted', { name }), () => {
        const putBack = api.saveTest({ params: { id: workflowId }, body: { name, request, expected } });
        void putBack.then(lookAnew, tellError);
      });
      await lookAnew();
    },
    onError: tellError,
  });
  const outcomes = new Map(run.data?.items.map((outcome) => [outcome.id, outcome]));
  const failed = run.data?.items.filter(({ passed }) => !passed).length ?? 0;
  return (
    <section className={classes.tests} aria-label={t('tests.title')}>
      <h3>{t('tests.title')}</h3>
      <p className={classes.hint}>{t('tests.about')}</p>
      <ErrorNotice error={error} />
      <ul>
        {data?.items.map((test) => {
          const { id, name } = test;
          const outcome = outcomes.get(id);
          return (
            <li key={id}>
              <div className={classes.test}>
                <State outcome={outcome} />
                <span>{name}</span>
                {!readOnly && (
                  <ActionIcon
                    size={26}
                    aria-label={t('tests.delete', { name })}
                    onClick={() => remove.mutate(test)}
                  >
                    <IconTrash size={15} aria-hidden />
                  </ActionIcon>
                )}
              </div>
              {outcome && !outcome.passed && <Difference outcome={outcome} workflow={draft} />}
            </li>
          );
        })}
      </ul>
      {data && data.items.length > 0 && (
        <Button variant="default" size="sm" loading={run.isPending} onClick={() => run.mutate()}>
          {t('tests.run')}
        </Button>
      )}
      <p role="status" className={classes.hint}>
        {run.data && (failed === 0 ? t('tests.allPassed') : t('tests.failed', { count: failed }))}
      </p>
      {!readOnly && <SaveTest workflowId={workflowId} />}
    </section>
  );
}

/** Keeps the last run as a test. */
function SaveTest({ workflowId }: { workflowId: string }) {
  const { t } = useTranslation('sandbox');
  const queryClient = useQueryClient();
  const { asked, result } = useTrial();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: (body: Parameters<typeof api.saveTest>[0]['body']) =>
      api.saveTest({ params: { id: workflowId }, body }),
    onSuccess: async () => {
      setName('');
      await queryClient.invalidateQueries({ queryKey: ['workflow-tests', workflowId] });
    },
    onError: tellError,
  });
  if (!result || !asked) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name, request: asked, expected: wayOf(result) });
  };
  return (
    <form className={classes.save} onSubmit={submit}>
      <TextInput
        label={t('tests.name')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" variant="default" loading={save.isPending} disabled={!name.trim()}>
        {t('tests.save')}
      </Button>
    </form>
  );
}

function State({ outcome }: { outcome: TestOutcome | undefined }) {
  const { t } = useTranslation('sandbox');
  if (!outcome) return <IconCircleDashed size={17} aria-label={t('tests.notRun')} role="img" />;
  return outcome.passed ? (
    <IconCircleCheckFilled size={17} className={classes.passed} aria-label={t('tests.passed')} role="img" />
  ) : (
    <IconCircleXFilled size={17} className={classes.failed} aria-label={t('tests.didNotPass')} role="img" />
  );
}

/** The way a failed test should have taken, and the one it took. */
function Difference({ outcome, workflow }: { outcome: TestOutcome; workflow: Workflow }) {
  const { t } = useTranslation('sandbox');
  const { expected, got, problem } = outcome;
  return (
    <dl className={classes.difference}>
      <dt>{t('tests.expected')}</dt>
      <dd>{wordsOf(expected, workflow)}</dd>
      <dt>{t('tests.got')}</dt>
      <dd>{got ? wordsOf(got, workflow) : problem?.message}</dd>
    </dl>
  );
}

function wordsOf({ path, status }: ExpectedWay, workflow: Workflow): string {
  const steps = path.map((taken) => {
    const colon = taken.lastIndexOf(':');
    const [id, exit] = [taken.slice(0, colon), taken.slice(colon + 1)];
    const step = workflow.steps[id];
    if (!step || step.kind === 'exit') return nameIn(workflow, id);
    return `${nameIn(workflow, id)} (${exitLabel(step, exit)})`;
  });
  return [...steps, statusText(status, undefined)].join(' → ');
}
