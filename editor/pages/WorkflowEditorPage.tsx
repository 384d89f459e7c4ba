import { useParams } from '@tanstack/react-router';
import { PageHeader } from '../ui/PageHeader.tsx';

/** The canvas of one workflow. */
export function WorkflowEditorPage() {
  const { id } = useParams({ from: '/inside/workflows/$id' });
  return <PageHeader title={id} />;
}
