// The check of a whole workflow, with everything that it needs.
import '../schemas-there.ts';

export { validateWorkflow } from '../../shared/validate-workflow.ts';
