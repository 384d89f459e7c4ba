import { doors } from './pages/doors.ts';
import { workflows } from './pages/workflows.ts';

/** Texts of the pages, one group per page. */
export const pages = { doors, workflows };
