import { connect } from './pages/connect.ts';
import { contacts } from './pages/contacts.ts';
import { doors } from './pages/doors.ts';
import { outbox } from './pages/outbox.ts';
import { settings } from './pages/settings.ts';
import { tasks } from './pages/tasks.ts';
import { workflows } from './pages/workflows.ts';

/** Texts of the pages, one group per page. */
export const pages = { doors, workflows, contacts, tasks, outbox, connect, settings };
