import { publishing } from './canvas/publishing.ts';
import { inspector } from './inspector.ts';
import { pages } from './pages.ts';
import { problems } from './problems.ts';
import { sandbox } from './sandbox.ts';

/** Everything else. */
export const rest = { canvas: publishing, inspector, sandbox, problems, pages };
