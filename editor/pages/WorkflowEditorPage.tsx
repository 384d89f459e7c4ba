import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api-client.ts';
import { readDocument } from '../draft/read-document.ts';
import { problemText } from '../i18n/problem-text.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { PageBody } from '../ui/PageBody.tsx';
import { NotFoundPage } from './shell/NotFoundPage.tsx';
import { EditorWorkspace } from './workflow-editor/EditorWorkspace.tsx';
import { workflowQuery } from './workflow-editor/queries.ts';

/** The editor of one workflow. */
export function WorkflowEditorPage() {
  const { id } = useParams({ from: '/inside/workflows/$id' });
  const { t } = useTranslation('canvas');
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
  const document = readDocument(workflow.data.document);
  if (!document) {
    return (
      <EmptyState title={t('unreadable.title')} text={t('unreadable.text')}>
        <ul>
          {workflow.data.problems.map((problem) => (
            <li key={`${problem.code} ${problem.path}`}>{problemText(problem)}</li>
          ))}
        </ul>
      </EmptyState>
    );
  }
  return <EditorWorkspace key={id} workflow={workflow.data} document={document} />;
}
