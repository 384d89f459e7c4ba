import { views } from './pages/views.ts';
import { workflows } from './pages/workflows.ts';

/** What the list of workflows says, which is what most people open first. */
export const lists = { pages: { views, workflows } };
