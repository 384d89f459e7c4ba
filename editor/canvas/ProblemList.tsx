import './side.css';
import { ActionIcon, Button } from '@mantine/core';
import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconChevronDown,
  IconChevronUp,
  IconCircleCheck,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowProblem } from '../../shared/validate-workflow.ts';
import { changeDraft, useDraft } from '../draft/draft-store.ts';
import { TRIGGER } from '../draft/place.ts';
import { applyFix, fixFor } from '../draft/problem-fixes.ts';
import { bringCheck, useProblems } from '../draft/problems-store.ts';
import { showPath } from '../draft/view-store.ts';
import { sayProblem } from './problem-words.ts';
import { nameIn } from './step-words.ts';

/** Every problem of the workflow; a click leads to the field, a certain mend is one click away. */
export function ProblemList() {
  const { t } = useTranslation(['canvas', 'shell']);
  const problems = useProblems((state) => state.problems);
  const check = useProblems((state) => state.check);
  const [isOpen, setOpen] = useState(true);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  if (problems.length === 0) {
    return (
      <section className="mo-problems" aria-label={t('problems.label')}>
        {check === 'there' && (
          <p className="mo-problems-none">
            <IconCircleCheck size={18} aria-hidden /> {t('problems.none')}
          </p>
        )}
        {check === 'coming' && <p className="mo-problems-unchecked">{t('problems.coming')}</p>}
        {check === 'unreachable' && (
          <p className="mo-problems-unchecked">
            {t('problems.unreachable')}
            <Button size="compact-xs" variant="light" onClick={() => void bringCheck()}>
              {t('shell:common.retry')}
            </Button>
          </p>
        )}
      </section>
    );
  }
  return (
    <section className="mo-problems" aria-label={t('problems.label')}>
      <header className="mo-problems-head">
        <h2>{t('problems.count', { count: problems.length })}</h2>
        {errors > 0 && (
          <span
            className="mo-count"
            data-severity="error"
            role="img"
            aria-label={t('problems.errors', { count: errors })}
          >
            {errors}
          </span>
        )}
        {warnings > 0 && (
          <span
            className="mo-count"
            data-severity="warning"
            role="img"
            aria-label={t('problems.warnings', { count: warnings })}
          >
            {warnings}
          </span>
        )}
        <ActionIcon
          size={26}
          aria-label={isOpen ? t('problems.collapse') : t('problems.expand')}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={17} /> : <IconChevronUp size={17} />}
        </ActionIcon>
      </header>
      {isOpen && (
        <ul>
          {problems.map((problem) => (
            <ProblemLine key={`${problem.code} ${problem.path}`} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ProblemLine({ problem }: { problem: WorkflowProblem }) {
  const { t } = useTranslation('canvas');
  const fix = fixFor(problem);
  const where = useDraft(({ history }) => {
    const id = problem.step ?? (problem.path.startsWith('entry') ? TRIGGER : undefined);
    return id === undefined ? t('problems.workflow') : nameIn(history.present, id);
  });
  const sentence = useDraft(({ history }) => sayProblem(problem, history.present));
  const isError = problem.severity === 'error';
  const Icon = isError ? IconAlertCircleFilled : IconAlertTriangleFilled;
  return (
    <li>
      <button type="button" className="mo-problem" onClick={() => showPath(problem.path)}>
        <Icon
          size={18}
          className="mo-problem-icon"
          data-severity={problem.severity}
          role="img"
          aria-label={isError ? t('problems.error') : t('problems.warning')}
        />
        <span>
          <strong>{where}</strong>
          <small>{sentence}</small>
        </span>
      </button>
      {fix && (
        <Button
          size="compact-xs"
          variant="light"
          className="mo-problem-fix"
          onClick={() => changeDraft((workflow, newId) => applyFix(workflow, problem, newId))}
        >
          {t(`problems.fix.${fix}`)}
        </Button>
      )}
    </li>
  );
}
