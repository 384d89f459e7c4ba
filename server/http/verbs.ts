import type { RouteName } from '../../shared/api.ts';
import { getAccountTimeline } from '../use-cases/accounts/account-timeline.ts';
import {
  countAccounts,
  getAccount,
  getMeters,
  listAccounts,
  listMembers,
  listPlans,
} from '../use-cases/accounts/accounts.ts';
import { getAccountActivity, getActivity } from '../use-cases/accounts/activity.ts';
import { changeAccount, createAccount } from '../use-cases/accounts/change-account.ts';
import { deleteAccount } from '../use-cases/accounts/delete-account.ts';
import { listRunning } from '../use-cases/accounts/running.ts';
import { backfillBilling } from '../use-cases/billing/back-fill.ts';
import { chooseBillingAccount, getBilling, listBillingCustomers } from '../use-cases/billing/customers.ts';
import { changeCase, getCase, listCases, openCase } from '../use-cases/cases/cases.ts';
import { getChurn } from '../use-cases/churn/churn-report.ts';
import { compareHoldouts } from '../use-cases/churn/compare-holdouts.ts';
import { getSignalQuality } from '../use-cases/churn/signal-quality.ts';
import { countCondition } from '../use-cases/conditions/count-condition.ts';
import { listCalls } from '../use-cases/contacts/calls.ts';
import { changeContact, changePermissions } from '../use-cases/contacts/change-contact.ts';
import { countContacts, getContact, getVocabulary, listContacts } from '../use-cases/contacts/contacts.ts';
import { createTask } from '../use-cases/contacts/create-task.ts';
import { deleteContact, eraseContact } from '../use-cases/contacts/erase-contact.ts';
import { explainCondition } from '../use-cases/contacts/explain-condition.ts';
import { readmitContact } from '../use-cases/contacts/readmit-contact.ts';
import { changeTask, countTasks, listTasks } from '../use-cases/contacts/tasks.ts';
import { getTimeline } from '../use-cases/contacts/timeline.ts';
import { getDeadLetter, listDeadLetters } from '../use-cases/dead-letters/dead-letters.ts';
import { settleDeadLetters } from '../use-cases/dead-letters/settle-dead-letters.ts';
import { getDailyLimit, liftDailyLimit } from '../use-cases/delivery/lift-limit.ts';
import {
  approveMessage,
  discardMessage,
  getMessage,
  listMessages,
  resendMessage,
} from '../use-cases/delivery/messages.ts';
import { previewEmail } from '../use-cases/delivery/preview-email.ts';
import { listProviders } from '../use-cases/delivery/provider-states.ts';
import { addSuppression, liftSuppression, listSuppressions } from '../use-cases/delivery/suppressions.ts';
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplates,
  saveTemplate,
} from '../use-cases/delivery/templates.ts';
import { getDemo, startDemoLive, stopDemoLive } from '../use-cases/demo/live.ts';
import { loadDemo } from '../use-cases/demo/load-demo.ts';
import { removeDemo } from '../use-cases/demo/remove-demo.ts';
import { listNotices, readNotices } from '../use-cases/effects/notices.ts';
import { deleteSecret, listSecrets, putSecret } from '../use-cases/effects/secrets.ts';
import { getAccountHealth, getContactHealth } from '../use-cases/health/health.ts';
import { healthMeasures } from '../use-cases/health/measures.ts';
import { previewHealthRules } from '../use-cases/health/preview.ts';
import { getHealthRules, saveHealthRules } from '../use-cases/health/rules.ts';
import {
  createHook,
  deleteHook,
  getHook,
  listHookDeliveries,
  listHooks,
  restoreHook,
  saveHook,
  tryHook,
} from '../use-cases/hooks/hooks.ts';
import { cancelJob, getJob } from '../use-cases/jobs.ts';
import { actOnAccounts, actOnContacts } from '../use-cases/many/act-on-many.ts';
import { changeTasks } from '../use-cases/many/change-tasks.ts';
import { undoJob } from '../use-cases/many/undo.ts';
import { getInvitation, invitePerson } from '../use-cases/people/invitations.ts';
import { changeKey, createKey, listKeys, revokeKey } from '../use-cases/people/keys.ts';
import { changePerson, listPeople, removePerson } from '../use-cases/people/people.ts';
import { getSession } from '../use-cases/people/sessions.ts';
import { getSetup } from '../use-cases/people/set-up.ts';
import { changeSettings, getSettings } from '../use-cases/people/settings.ts';
import { createFromPlaybook, listLetters, listPlaybooks } from '../use-cases/playbooks/playbooks.ts';
import { approveHeld, discardHeld, listHeld } from '../use-cases/review/held-effects.ts';
import { reviewHeld } from '../use-cases/review/review-all.ts';
import { getRiskSummary, listAtRisk } from '../use-cases/risk/at-risk.ts';
import { getCardForecast, listExpiringCards } from '../use-cases/risk/forecast.ts';
import { getSegmentHistory, listSegmentMembers } from '../use-cases/segments/members.ts';
import {
  archiveSegment,
  createSegment,
  getSegment,
  listSegments,
  saveSegment,
} from '../use-cases/segments/segments.ts';
import { listAccountSignals, listContactSignals, listOpen } from '../use-cases/signals/openings.ts';
import {
  createSignal,
  deleteSignal,
  getSignal,
  listSignals,
  resetSignal,
  saveSignal,
  switchSignal,
} from '../use-cases/signals/signals.ts';
import {
  checkImport,
  deleteImport,
  examineImport,
  getImport,
  listImports,
  runImport,
} from '../use-cases/tables/imports.ts';
import type { Verb } from '../use-cases/verb.ts';
import { createView, deleteView, listViews, saveView } from '../use-cases/views/views.ts';
import { archiveWorkflow } from '../use-cases/workflows/archive.ts';
import { workflowChanges } from '../use-cases/workflows/changes.ts';
import {
  conditionSchema,
  createWorkflow,
  deleteWorkflow,
  getWorkflow,
  listWorkflows,
  saveWorkflow,
  validateWorkflow,
  workflowSchema,
} from '../use-cases/workflows/drafts.ts';
import { enrol } from '../use-cases/workflows/enrol.ts';
import { endEnrolment, listEnrolments } from '../use-cases/workflows/enrolments.ts';
import { pauseWorkflow } from '../use-cases/workflows/lifecycle.ts';
import { workflowCounts, workflowImpact } from '../use-cases/workflows/numbers.ts';
import { listParked, releaseParked } from '../use-cases/workflows/parked.ts';
import { beInWorkflow } from '../use-cases/workflows/presence.ts';
import { listVersions, publishWorkflow, rollbackWorkflow } from '../use-cases/workflows/publish.ts';
import { workflowReasons } from '../use-cases/workflows/reasons.ts';
import { resumeWorkflow } from '../use-cases/workflows/resume.ts';
import { simulateWorkflow } from '../use-cases/workflows/simulate.ts';
import { deleteTest, listTests, runTests, saveTest } from '../use-cases/workflows/test-cases.ts';
import { explainEntry } from '../use-cases/workflows/why.ts';
import type { DoorName } from './doors.ts';
import type { StreamName } from './streams.ts';

type VerbName = Exclude<RouteName, DoorName | StreamName | 'openApi' | `ingest${string}`>;

/** The use case behind each route; a route without one does not compile. */
export const verbs: { [Name in VerbName]: Verb<Name> } = {
  createSignal,
  deleteSignal,
  getSignal,
  listAccountSignals,
  listContactSignals,
  listOpen,
  listSignals,
  resetSignal,
  saveSignal,
  switchSignal,
  getAccountHealth,
  getContactHealth,
  getHealthRules,
  healthMeasures,
  previewHealthRules,
  saveHealthRules,
  createFromPlaybook,
  deleteTest,
  listTests,
  runTests,
  saveTest,
  compareHoldouts,
  getChurn,
  getSignalQuality,
  listLetters,
  listPlaybooks,
  createHook,
  deleteHook,
  getHook,
  listHookDeliveries,
  listHooks,
  restoreHook,
  saveHook,
  tryHook,
  createView,
  deleteView,
  listViews,
  saveView,
  deleteSecret,
  listNotices,
  listSecrets,
  putSecret,
  readNotices,
  addSuppression,
  getDailyLimit,
  liftDailyLimit,
  approveHeld,
  discardHeld,
  listHeld,
  reviewHeld,
  approveMessage,
  beInWorkflow,
  workflowChanges,
  archiveSegment,
  archiveWorkflow,
  actOnAccounts,
  actOnContacts,
  changeTasks,
  undoJob,
  getRiskSummary,
  listAtRisk,
  getCardForecast,
  listExpiringCards,
  changeAccount,
  changeCase,
  createAccount,
  createTask,
  deleteAccount,
  getAccount,
  getAccountActivity,
  getAccountTimeline,
  getActivity,
  getCase,
  getMeters,
  listAccounts,
  countAccounts,
  listCases,
  listMembers,
  listPlans,
  listRunning,
  openCase,
  backfillBilling,
  changeContact,
  changeKey,
  changePermissions,
  changePerson,
  changeSettings,
  changeTask,
  checkImport,
  chooseBillingAccount,
  deleteImport,
  examineImport,
  getImport,
  listImports,
  runImport,
  countCondition,
  createKey,
  createSegment,
  createTemplate,
  createWorkflow,
  deleteTemplate,
  deleteWorkflow,
  discardMessage,
  endEnrolment,
  getDeadLetter,
  listDeadLetters,
  settleDeadLetters,
  listProviders,
  listParked,
  releaseParked,
  enrol,
  deleteContact,
  eraseContact,
  readmitContact,
  explainCondition,
  explainEntry,
  getBilling,
  getContact,
  getInvitation,
  getJob,
  cancelJob,
  getMessage,
  getSegment,
  getSegmentHistory,
  getSession,
  getSettings,
  getSetup,
  getTemplate,
  getTimeline,
  getVocabulary,
  getWorkflow,
  invitePerson,
  liftSuppression,
  listBillingCustomers,
  listCalls,
  listContacts,
  countContacts,
  listEnrolments,
  listKeys,
  listMessages,
  listPeople,
  listSegmentMembers,
  listSegments,
  listSuppressions,
  listTasks,
  countTasks,
  listTemplates,
  listVersions,
  listWorkflows,
  loadDemo,
  getDemo,
  startDemoLive,
  stopDemoLive,
  pauseWorkflow,
  previewEmail,
  publishWorkflow,
  removeDemo,
  removePerson,
  resendMessage,
  resumeWorkflow,
  revokeKey,
  rollbackWorkflow,
  saveSegment,
  saveTemplate,
  saveWorkflow,
  simulateWorkflow,
  validateWorkflow,
  workflowCounts,
  workflowImpact,
  workflowReasons,
  workflowSchema,
  conditionSchema,
};
