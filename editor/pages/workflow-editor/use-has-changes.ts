import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Workflow } from '../../../shared/workflow.ts';
import { diffWorkflows, isUnchanged, type WorkflowDifference } from '../../draft/diff-workflows.ts';
import { useDraft } from '../../draft/draft-store.ts';
import { readDocument } from '../../draft/read-document.ts';
import { liveVersionQuery } from './queries.ts';

/** What differs between the draft and the live version; undefined without one, or while it is loading. */
export function useDifference(
  id: string,
  liveVersion: number | undefined,
): { difference: WorkflowDifference; live: Workflow } | undefined {
  const version = useQuery(liveVersionQuery(id, liveVersion)).data;
  const draft = useDraft(({ history }) => history.present);
  const live = useMemo(() => (version ? readDocument(version.document) : undefined), [version]);
  return useMemo(() => (live ? { difference: diffWorkflows(live, draft), live } : undefined), [live, draft]);
}

/** Whether there is something to publish: a workflow that was never live is all draft. */
export function useHasChanges(id: string, liveVersion: number | undefined): boolean {
  const compared = useDifference(id, liveVersion);
  if (liveVersion === undefined) return true;
  return compared ? !isUnchanged(compared.difference) : false;
}
