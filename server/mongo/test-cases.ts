import type { TestCase, TestCaseStore } from '../ports/test-cases.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, toStored } from './stored.ts';

const definition = define('test-cases', { workflowId: String, userId: String, createdAt: Date }, [
  [{ workflowId: 1, createdAt: 1, _id: 1 }],
  [{ userId: 1 }, { partialFilterExpression: { userId: { $exists: true } } }],
]);

/** Saved tests of workflows. */
export function testCaseStore(open: OpenShelf): TestCaseStore {
  const shelf = open(definition);
  return {
    async insert(cases) {
      await shelf.insert(cases.map((one) => toStored(one)));
    },
    async ofWorkflow(workflowId, limit) {
      const found = await shelf.find({ workflowId }, { sort: { createdAt: 1, _id: 1 }, limit });
      return found.map((document) => fromStored<TestCase>(document));
    },
    async delete(workflowId, id) {
      const found = await shelf.first({ _id: id, workflowId });
      return found !== undefined && shelf.take(id);
    },
    async deleteOfWorkflow(workflowId) {
      await shelf.remove({ workflowId });
    },
    async deleteOfUsers(userIds) {
      if (userIds.length > 0) await shelf.remove({ userId: { $in: [...userIds] } });
    },
  };
}
