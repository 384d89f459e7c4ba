import type { Stores } from '../ports/index.ts';
import { accountStore } from './accounts.ts';
import { alarmStore, scheduleStore } from './alarms.ts';
import { auditStore } from './audit.ts';
import { billingStore } from './billing.ts';
import { breakerStore } from './breakers.ts';
import { callStore } from './calls.ts';
import { capStore } from './caps.ts';
import { caseStore } from './cases.ts';
import { revenueStore } from './churn.ts';
import { contactStore } from './contacts.ts';
import { counterStore } from './counters.ts';
import { dailyCountStore } from './daily-counts.ts';
import type { OpenShelf } from './definition.ts';
import { demoLiveStore } from './demo-live.ts';
import { dispatchStore } from './dispatches.ts';
import { enrolmentStore } from './enrolments.ts';
import { openEpoch } from './epoch.ts';
import { eventStore } from './events.ts';
import { fieldStore } from './fields.ts';
import { healthStore } from './healths.ts';
import { hookStore } from './hooks.ts';
import { idempotencyStore } from './idempotency.ts';
import { importStore } from './imports.ts';
import { intakeStore } from './intake.ts';
import { jobStore } from './jobs.ts';
import { keyStore } from './keys.ts';
import { leaseStore } from './leases.ts';
import { lookStore } from './looks.ts';
import { mergeStore } from './merges.ts';
import { messageStore } from './messages.ts';
import { meterStore } from './meters.ts';
import { moveStore } from './moves.ts';
import { nameStore } from './names.ts';
import { noticeStore } from './notices.ts';
import { personStore } from './people.ts';
import { presenceStore } from './presence.ts';
import { riskStore } from './risk.ts';
import { secretStore } from './secrets.ts';
import { segmentStore, sizeStore } from './segments.ts';
import { sessionStore } from './sessions.ts';
import { settingsStore } from './settings.ts';
import { openingStore, signalStore } from './signals.ts';
import { suppressionStore } from './suppressions.ts';
import { taskStore } from './tasks.ts';
import { templateStore } from './templates.ts';
import { testCaseStore } from './test-cases.ts';
import { viewStore } from './views.ts';
import { watchStore } from './watches.ts';
import { workflowStore } from './workflows.ts';

/** Every store the ports name, each on its own collection. */
export function createStores(open: OpenShelf): Stores {
  const epoch = openEpoch(open);
  return {
    contacts: contactStore(open),
    accounts: accountStore(open),
    cases: caseStore(open),
    events: eventStore(open),
    counters: counterStore(open),
    meters: meterStore(open),
    merges: mergeStore(open),
    intake: intakeStore(open),
    calls: callStore(open),
    names: nameStore(open),
    enrolments: enrolmentStore(open),
    looks: lookStore(open),
    watches: watchStore(open, epoch),
    fields: fieldStore(open, epoch),
    risk: riskStore(open),
    segments: segmentStore(open, epoch),
    sizes: sizeStore(open),
    moves: moveStore(open),
    signals: signalStore(open, epoch),
    openings: openingStore(open),
    healths: healthStore(open),
    revenue: revenueStore(open),
    messages: messageStore(open),
    tasks: taskStore(open),
    alarms: alarmStore(open),
    schedules: scheduleStore(open),
    dispatches: dispatchStore(open),
    notices: noticeStore(open),
    secrets: secretStore(open),
    suppressions: suppressionStore(open),
    caps: capStore(open),
    dailyCounts: dailyCountStore(open),
    breakers: breakerStore(open),
    workflows: workflowStore(open, epoch),
    templates: templateStore(open),
    testCases: testCaseStore(open),
    people: personStore(open),
    sessions: sessionStore(open),
    keys: keyStore(open, epoch),
    settings: settingsStore(open, epoch),
    jobs: jobStore(open),
    demoLive: demoLiveStore(open),
    audit: auditStore(open),
    presence: presenceStore(open),
    idempotency: idempotencyStore(open),
    leases: leaseStore(open),
    billingStore: billingStore(open),
    imports: importStore(open),
    hooks: hookStore(open),
    views: viewStore(open),
  };
}
