import { Button, Modal } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowProblem } from '../../../shared/validate-workflow.ts';
import type { WorkflowView } from '../../../shared/workflow-view.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { sayProblem } from '../../canvas/problem-words.ts';
import { useDraft } from '../../draft/draft-store.ts';
import { useProblems } from '../../draft/problems-store.ts';
import { saveNow, takeEtag } from '../../draft/saving.ts';
import { showPath } from '../../draft/view-store.ts';
import { setWorkflow } from '../../inspector/set-step.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JobProgress } from '../../ui/JobProgress.tsx';
import { tell } from '../../ui/notify.ts';
import { sessionQuery } from '../queries.ts';
import { ChangesInWords } from './ChangesInWords.tsx';
import { type ExistingChoice, ExistingPeople } from './ExistingPeople.tsx';
import { goneSteps, type MoveChoice, PeopleInside } from './PeopleInside.tsx';
import { impactQuery, workflowQuery } from './queries.ts';
import { firstSending, type Sending, SendingChoice } from './SendingChoice.tsx';
import classes from './sheets.module.css';
import { useDifference } from './use-has-changes.ts';

interface PublishDialogProps {
  workflow: WorkflowView;
  opened: boolean;
  onClose: () => void;
}

/** What publishing does, said before it is done; errors come first and forbid it. */
export function PublishDialog({ workflow, opened, onClose }: PublishDialogProps) {
  const { t } = useTranslation(['canvas', 'shell']);
  const name = useDraft(({ history }) => history.present.name);
  return (
    <Modal
      size="lg"
      opened={opened}
      onClose={onClose}
      title={t('publish.title', { name: name || t('bar.unnamed') })}
      closeButtonProps={{ 'aria-label': t('shell:common.close') }}
    >
      {opened && <Sheet workflow={workflow} onClose={onClose} />}
    </Modal>
  );
}

function Sheet({ workflow, onClose }: { workflow: WorkflowView; onClose: () => void }) {
  const { t } = useTranslation('canvas');
  const client = useQueryClient();
  const draft = useDraft(({ history }) => history.present);
  const found = useProblems((state) => state.problems);
  const [refused, setRefused] = useState<readonly WorkflowProblem[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [move, setMove] = useState<MoveChoice>({ migrate: 'stay', places: {} });
  const [existing, setExisting] = useState<ExistingChoice>({ enrolExisting: false, perDay: undefined });
  const [migration, setMigration] = useState<string>();
  const impact = useQuery(impactQuery(workflow.id)).data;
  const inside = impact?.inside ?? [];
  const [chosen, setChosen] = useState<Sending>();
  const sending = chosen ?? firstSending(draft.sending, impact?.review);
  const isLive = workflow.liveVersion !== undefined;
  const isPlaceMissing =
    isLive &&
    move.migrate === 'move' &&
    goneSteps(inside, draft).some(({ step }) => move.places[step] === undefined);
  const compared = useDifference(workflow.id, workflow.liveVersion);
  const mail = useQuery(sessionQuery).data?.mail;
  const problems = refused.length > 0 ? refused : found;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const control = draft.entry.holdoutPercent;

  const publish = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      if (sending !== draft.sending) setWorkflow({ sending });
      if (!(await saveNow())) return;
      const { version, migration: job } = await api.publishWorkflow({
        params: { id: workflow.id },
        body: {
          ...(existing.enrolExisting ? { enrolExisting: true, perDay: existing.perDay } : {}),
          ...(isLive && move.migrate === 'move' ? move : {}),
        },
      });
      const view = await api.getWorkflow({ params: { id: workflow.id } });
      takeEtag(view.etag);
      client.setQueryData(workflowQuery(workflow.id).queryKey, view);
      void client.invalidateQueries({ queryKey: ['workflows'] });
      tell(t('publish.done', { version }));
      if (job === undefined) onClose();
      else setMigration(job);
    } catch (error) {
      const list = error instanceof ApiProblem ? error.extra.problems : undefined;
      if (Array.isArray(list)) setRefused(list as WorkflowProblem[]);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  if (migration !== undefined) {
    return (
      <div className={classes.sheet}>
        <JobProgress
          job={migration}
          label={t('publish.moving')}
          onDone={() => {
            tell(t('publish.moved'));
            onClose();
          }}
          onFailed={(problem) => {
            setMigration(undefined);
            setFailure(problem);
          }}
        />
        <p>{t('publish.movingHint')}</p>
        <div className={classes.buttons}>
          <Button size="sm" variant="default" onClick={onClose}>
            {t('publish.close')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={classes.sheet}>
      {errors.length > 0 && (
        <ProblemSection
          title={t('publish.errors', { count: errors.length })}
          problems={errors}
          onGo={onClose}
        />
      )}
      <section>
        {workflow.liveVersion === undefined ? (
          <p>{t('publish.first')}</p>
        ) : (
          <>
            <h3>{t('publish.whatChanges', { version: workflow.liveVersion })}</h3>
            {compared && <ChangesInWords was={compared.live} is={draft} />}
          </>
        )}
      </section>
      {isLive && <PeopleInside id={workflow.id} draft={draft} choice={move} onChange={setMove} />}
      <ExistingPeople id={workflow.id} choice={existing} onChange={setExisting} />
      <section>
        <h3>{t('publish.sending')}</h3>
        <SendingChoice value={sending} onChange={setChosen} review={impact?.review} />
        <p>
          {mail && !mail.live && t('publish.preview')}{' '}
          {control > 0 && t('publish.control', { percent: control })}
        </p>
      </section>
      {warnings.length > 0 && (
        <ProblemSection
          title={t('publish.warnings', { count: warnings.length })}
          problems={warnings}
          onGo={onClose}
        />
      )}
      <ErrorNotice error={failure} />
      <div className={classes.buttons}>
        <Button size="sm" variant="default" onClick={onClose}>
          {t('publish.cancel')}
        </Button>
        <Button
          size="sm"
          loading={isBusy}
          disabled={(errors.length > 0 && refused.length === 0) || isPlaceMissing}
          onClick={() => void publish()}
        >
          {t('publish.confirm', { version: (workflow.liveVersion ?? 0) + 1 })}
        </Button>
      </div>
    </div>
  );
}

interface ProblemSectionProps {
  title: string;
  problems: readonly WorkflowProblem[];
  onGo: () => void;
}

function ProblemSection({ title, problems, onGo }: ProblemSectionProps) {
  const workflow = useDraft(({ history }) => history.present);
  return (
    <section>
      <h3>{title}</h3>
      <ul className={classes.list}>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.path}`}>
            <button
              type="button"
              className={classes.link}
              onClick={() => {
                onGo();
                showPath(problem.path);
              }}
            >
              {sayProblem(problem, workflow)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
