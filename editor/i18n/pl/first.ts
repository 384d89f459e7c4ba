import { doors } from './pages/doors.ts';
import { shell } from './shell.ts';

/** What is said before anybody is signed in, and around every page. */
export const first = { shell, pages: { doors } };
