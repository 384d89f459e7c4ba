import { canvas } from './canvas.ts';
import { inspector } from './inspector.ts';
import { pages } from './pages.ts';
import { problems } from './problems.ts';
import { sandbox } from './sandbox.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const english = { shell, pages, canvas, inspector, sandbox, words, problems };
