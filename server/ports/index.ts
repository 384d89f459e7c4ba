import type { AccountStore } from './accounts.ts';
import type { AlarmStore, ScheduleStore } from './alarms.ts';
import type { Billing, BillingStore } from './billing.ts';
import type { BreakerStore } from './breakers.ts';
import type { CapStore } from './caps.ts';
import type { CaseStore } from './cases.ts';
import type { RevenueStore } from './churn.ts';
import type { Chance, Clock } from './clock.ts';
import type { CounterStore } from './counters.ts';
import type { DailyCountStore } from './daily-counts.ts';
import type { Mailer, Renderer } from './delivery.ts';
import type { DemoLiveStore } from './demo.ts';
import type { DispatchStore, NoticeStore, SecretStore, WebhookCaller } from './effects.ts';
import type { HealthStore } from './health.ts';
import type { HookStore } from './hooks.ts';
import type { IntakeStore } from './intake.ts';
import type { FieldStore, LookStore, MoveStore, SegmentStore, SizeStore, WatchStore } from './looks.ts';
import type { MergeStore } from './merges.ts';
import type { MeterStore } from './meters.ts';
import type { Passwords } from './passwords.ts';
import type { RiskStore } from './risk.ts';
import type { OpeningStore, SignalStore } from './signals.ts';
import type {
  CallStore,
  ContactStore,
  EnrolmentStore,
  EventStore,
  MessageStore,
  NameStore,
  SuppressionStore,
} from './stores.ts';
import type { ImportStore, TableFiles } from './tables.ts';
import type { TaskStore } from './tasks.ts';
import type { TestCaseStore } from './test-cases.ts';
import type { ViewStore } from './views.ts';
import type {
  AuditStore,
  IdempotencyStore,
  JobStore,
  KeyStore,
  LeaseStore,
  PersonStore,
  PresenceStore,
  SessionStore,
  SettingsStore,
  TemplateStore,
  WorkflowStore,
} from './workspace.ts';

/** Every store, as the database adapter provides them. */
export interface Stores {
  contacts: ContactStore;
  accounts: AccountStore;
  cases: CaseStore;
  events: EventStore;
  counters: CounterStore;
  meters: MeterStore;
  merges: MergeStore;
  intake: IntakeStore;
  calls: CallStore;
  names: NameStore;
  enrolments: EnrolmentStore;
  looks: LookStore;
  watches: WatchStore;
  fields: FieldStore;
  risk: RiskStore;
  segments: SegmentStore;
  sizes: SizeStore;
  moves: MoveStore;
  signals: SignalStore;
  openings: OpeningStore;
  healths: HealthStore;
  revenue: RevenueStore;
  messages: MessageStore;
  tasks: TaskStore;
  alarms: AlarmStore;
  schedules: ScheduleStore;
  dispatches: DispatchStore;
  notices: NoticeStore;
  secrets: SecretStore;
  suppressions: SuppressionStore;
  caps: CapStore;
  dailyCounts: DailyCountStore;
  breakers: BreakerStore;
  workflows: WorkflowStore;
  templates: TemplateStore;
  testCases: TestCaseStore;
  people: PersonStore;
  sessions: SessionStore;
  keys: KeyStore;
  settings: SettingsStore;
  jobs: JobStore;
  demoLive: DemoLiveStore;
  audit: AuditStore;
  presence: PresenceStore;
  idempotency: IdempotencyStore;
  leases: LeaseStore;
  billingStore: BillingStore;
  imports: ImportStore;
  hooks: HookStore;
  views: ViewStore;
}

/** What the operator set that use cases must know. */
export interface Installation {
  /** Where people reach this server, without a trailing slash. */
  publicUrl: string;
  /** The sender of live mail; without it nothing leaves the preview outbox. */
  mailFrom?: string | undefined;
  /** Signs unsubscribe links and keyed hashes. */
  linkSecret: string;
  /** Encrypts secrets of other systems; without it a key of the installation's own does. */
  encryptionKey?: string | undefined;
  /** Keys the hashes of session cookies: changing it signs everybody out. */
  sessionSecret?: string | undefined;
}

/** Everything use cases ask of the world. Each takes the parts it needs: `Pick<Ports, 'clock' | 'contacts'>`. */
export interface Ports extends Stores {
  clock: Clock;
  chance: Chance;
  passwords: Passwords;
  renderer: Renderer;
  /** The preview outbox. */
  preview: Mailer;
  /** The live provider when one is configured. */
  live?: Mailer | undefined;
  /** What billing says, and how it is asked. */
  billing: Billing;
  /** Files of rows on disk. */
  tables: TableFiles;
  /** Calls other systems. */
  webhooks: WebhookCaller;
  installation: Installation;
}
