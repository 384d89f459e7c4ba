import { accounts, charts } from './pages/accounts.ts';
import { billing } from './pages/billing.ts';
import { connect } from './pages/connect.ts';
import { contacts } from './pages/contacts.ts';
import { gallery } from './pages/gallery.ts';
import { hooks } from './pages/hooks.ts';
import { many } from './pages/many.ts';
import { outbox } from './pages/outbox.ts';
import { reports } from './pages/reports.ts';
import { cases, risk } from './pages/risk.ts';
import { running } from './pages/running.ts';
import { segments } from './pages/segments.ts';
import { settings } from './pages/settings.ts';
import { health, signals } from './pages/signals.ts';
import { tables } from './pages/tables.ts';
import { tasks } from './pages/tasks.ts';

/** Texts of the pages that are rarely the first one, one group per page. */
export const pages = {
  accounts,
  charts,
  cases,
  risk,
  segments,
  billing,
  tables,
  contacts,
  tasks,
  many,
  outbox,
  connect,
  hooks,
  settings,
  gallery,
  signals,
  health,
  reports,
  running,
};
