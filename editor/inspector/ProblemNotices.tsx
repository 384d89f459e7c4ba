import { Button } from '@mantine/core';
import { IconAlertCircleFilled, IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '../canvas/problem-words.ts';
import { changeDraft, useDraft } from '../draft/draft-store.ts';
import { applyFix, fixFor } from '../draft/problem-fixes.ts';
import { problemsOf, useProblems } from '../draft/problems-store.ts';
import classes from './Inspector.module.css';

/** The problems of what is selected, where they can be mended. */
export function ProblemNotices({ id }: { id: string }) {
  const { t } = useTranslation('canvas');
  const problems = useProblems((state) => state.problems);
  const workflow = useDraft(({ history }) => history.present);
  return problemsOf(problems, id).map((problem) => {
    const fix = fixFor(problem);
    const Icon = problem.severity === 'error' ? IconAlertCircleFilled : IconAlertTriangleFilled;
    return (
      <div
        key={`${problem.code} ${problem.path}`}
        className={classes.notice}
        data-severity={problem.severity}
      >
        <Icon size={18} aria-hidden />
        <div>
          {sayProblem(problem, workflow)}
          {fix && (
            <Button
              size="compact-xs"
              mt={8}
              display="block"
              onClick={() => changeDraft((workflow, newId) => applyFix(workflow, problem, newId))}
            >
              {t(`problems.fix.${fix}`)}
            </Button>
          )}
        </div>
      </div>
    );
  });
}
