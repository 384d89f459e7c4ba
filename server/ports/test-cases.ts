import type { SimulationRequest } from '../../shared/simulation.ts';
import type { ExpectedWay } from '../../shared/test-case.ts';

/** A run of a workflow that is kept, and the way it must take. */
export interface TestCase {
  id: string;
  workflowId: string;
  name: string;
  /** Of a contact that is stored: forgotten with them. */
  userId?: string | undefined;
  request: Omit<SimulationRequest, 'document'>;
  expected: ExpectedWay;
  createdAt: Date;
}

export interface TestCaseStore {
  /** Inserts; those already there are done. */
  insert(cases: readonly TestCase[]): Promise<void>;
  /** In the order they were made, at most `limit`. */
  ofWorkflow(workflowId: string, limit: number): Promise<TestCase[]>;
  /** False where the workflow has no such test. */
  delete(workflowId: string, id: string): Promise<boolean>;
  deleteOfWorkflow(workflowId: string): Promise<void>;
  deleteOfUsers(userIds: readonly string[]): Promise<void>;
}
