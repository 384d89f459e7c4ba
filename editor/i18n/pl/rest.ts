import { inspector } from './inspector.ts';
import { pages } from './pages.ts';
import { problems } from './problems.ts';
import { sandbox } from './sandbox.ts';

/** Everything else. */
export const rest = { inspector, sandbox, problems, pages };
