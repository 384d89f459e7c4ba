import { DELETE_ACCOUNT, deleteAccountJob } from './use-cases/accounts/delete-account.ts';
import { backfillBillingJob } from './use-cases/billing/back-fill.ts';
import { INDEX_FIELDS, indexFieldsJob } from './use-cases/conditions/index-fields.ts';
import { eraseContactJob } from './use-cases/contacts/erase-contact.ts';
import { DEAD_LETTERS, settleDeadLettersJob } from './use-cases/dead-letters/settle-dead-letters.ts';
import { loadDemoJob } from './use-cases/demo/load-demo.ts';
import { removeDemoJob } from './use-cases/demo/remove-demo.ts';
import type { JobWork } from './use-cases/jobs.ts';
import { FOLLOW_ZONE, followZoneJob } from './use-cases/looks/follow-zone.ts';
import { LEARN } from './use-cases/looks/keep-watches.ts';
import { learnJob } from './use-cases/looks/learn.ts';
import {
  ACT_ON_ACCOUNTS,
  ACT_ON_CONTACTS,
  actOnAccountsJob,
  actOnContactsJob,
} from './use-cases/many/act-on-many.ts';
import { CHANGE_TASKS, changeTasksJob } from './use-cases/many/change-tasks.ts';
import { actOnMatchingJob } from './use-cases/many/matching.ts';
import { ACT_ON_MATCHING } from './use-cases/many/order-matching.ts';
import { UNDO_MANY, undoManyJob } from './use-cases/many/undo.ts';
import { REVIEW_HELD, reviewHeldJob } from './use-cases/review/review-all.ts';
import { importJob } from './use-cases/tables/import-job.ts';
import { armDatesJob } from './use-cases/triggers/dates.ts';
import { scheduleJob } from './use-cases/triggers/schedules.ts';
import { ARCHIVE, archiveJob } from './use-cases/workflows/archive.ts';
import { enrolJob } from './use-cases/workflows/enrol.ts';
import { ENROL_EXISTING, enrolExistingJob } from './use-cases/workflows/enrol-existing.ts';
import { MIGRATE, migrateJob } from './use-cases/workflows/migrate.ts';
import { RELEASE_PARKED, releaseParkedJob } from './use-cases/workflows/parked.ts';
import { RESUME, resumeJob } from './use-cases/workflows/resume.ts';

/** What each kind of job does, by the kind it is stored under. */
export const jobKinds: Readonly<Record<string, JobWork>> = {
  'billing-backfill': backfillBillingJob,
  [ACT_ON_ACCOUNTS]: actOnAccountsJob,
  [ACT_ON_CONTACTS]: actOnContactsJob,
  [CHANGE_TASKS]: changeTasksJob,
  [ACT_ON_MATCHING]: actOnMatchingJob,
  [UNDO_MANY]: undoManyJob,
  [DELETE_ACCOUNT]: deleteAccountJob,
  enrol: enrolJob,
  'arm-dates': armDatesJob,
  schedule: scheduleJob,
  [ENROL_EXISTING]: enrolExistingJob,
  [MIGRATE]: migrateJob,
  [INDEX_FIELDS]: indexFieldsJob,
  [LEARN]: learnJob,
  [FOLLOW_ZONE]: followZoneJob,
  'erase-contact': eraseContactJob,
  import: importJob,
  'load-demo': loadDemoJob,
  [RELEASE_PARKED]: releaseParkedJob,
  [DEAD_LETTERS]: settleDeadLettersJob,
  [ARCHIVE]: archiveJob,
  [RESUME]: resumeJob,
  [REVIEW_HELD]: reviewHeldJob,
  'remove-demo': removeDemoJob,
};
