import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowView } from '../../shared/workflow-view.ts';
import { ApiProblem } from '../api-client.ts';
import { problemText } from '../i18n/problem-text.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { PageBody } from '../ui/PageBody.tsx';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { EditorWorkspace } from './workflow-editor/EditorWorkspace.tsx';
import { draftQuery, workflowQuery } from './workflow-editor/queries.ts';

/** The editor of one workflow. */
export function WorkflowEditorPage() {
  const { id } = useParams({ from: '/inside/workflows/$id' });
  const workflow = useQuery(workflowQuery(id));
  if (workflow.isError && !workflow.data) {
    if (workflow.error instanceof ApiProblem && workflow.error.status === 404) return <NotFoundPage />;
    return (
      <PageBody>
        <ErrorNotice error={workflow.error} onRetry={() => void workflow.refetch()} />
      </PageBody>
    );
  }
  if (!workflow.data) return null;
  return <Read key={id} workflow={workflow.data} />;
}

/** The workspace, as soon as the draft is read; later answers about the workflow leave the draft alone. */
function Read({ workflow }: { workflow: WorkflowView }) {
  const { t } = useTranslation('canvas');
  const [first] = useState(workflow);
  const reading = useQuery(draftQuery(first));
  if (reading.isError) {
    return (
      <PageBody>
        <ErrorNotice error={reading.error} onRetry={() => void reading.refetch()} />
      </PageBody>
    );
  }
  if (reading.data) return <EditorWorkspace workflow={workflow} document={reading.data} />;
  if (reading.isPending) return null;
  return (
    <EmptyState title={t('unreadable.title')} text={t('unreadable.text')}>
      <ul>
        {first.problems.map((problem) => (
          <li key={`${problem.code} ${problem.path}`}>{problemText(problem)}</li>
        ))}
      </ul>
    </EmptyState>
  );
}
