import type { KeyView, Role } from '../../shared/people.ts';
import type { Settings } from '../../shared/settings.ts';
import type { TemplateBody } from '../../shared/template.ts';
import type { Brake } from '../engine/brakes.ts';
import type { PageOf, PageRequest } from './stores.ts';

export type WorkflowStatus = 'draft' | 'live' | 'paused' | 'archived';

export interface WorkflowRecord {
  id: string;
  key?: string | undefined;
  name: string;
  status: WorkflowStatus;
  /** The draft as it was sent; may have problems. */
  document: Record<string, unknown>;
  /** Raised by every save; the ETag. */
  rev: number;
  liveVersion?: number | undefined;
  /** Whether the draft differs from the live version. */
  changed: boolean;
  /** Event names that some published version listens to; only grows, since people stay on their versions. */
  listens: string[];
  /** Whether some published version reads traits of those inside: in its goal, or where somebody waits. */
  listensToTraits: boolean;
  /** What else some published version reads of those inside: `segment:key`, `signal:key`, `meter:name`, `health`. */
  watches?: string[] | undefined;
  pausedAt?: Date | undefined;
  /** It goes on again since then; what was due by then stands still until it was dealt with as somebody chose. */
  resuming?: Date | undefined;
  /** Why it was stopped by itself; gone when somebody resumes it. */
  brake?: (Brake & { at: Date }) | undefined;
  /** Bounces and complaints count from here: somebody resumed it after it was stopped. */
  ratesSince?: Date | undefined;
  createdAt: Date;
  updatedAt: Date;
  publishedAt?: Date | undefined;
  demo?: boolean | undefined;
}

/** The text of one e-mail step as published: templates resolved, MJML compiled to HTML, Liquid still in. */
export interface PublishedText {
  subject: string;
  preheader?: string | undefined;
  html: string;
  text: string;
}

/** A published version; never changes. */
export interface VersionRecord {
  workflowId: string;
  version: number;
  /** The parsed document with its defaults. */
  document: Record<string, unknown>;
  /** Per send-email step. */
  texts: Record<string, PublishedText>;
  publishedAt: Date;
  publishedBy?: string | undefined;
  /** Who that is, as audit lines name them. */
  publishedById?: string | undefined;
}

export interface WorkflowStore {
  /** Throws WORKFLOW_KEY_TAKEN as a Problem when the key is another workflow’s. */
  insert(record: WorkflowRecord): Promise<void>;
  byId(id: string): Promise<WorkflowRecord | undefined>;
  byKey(key: string): Promise<WorkflowRecord | undefined>;
  byIds(ids: readonly string[]): Promise<Map<string, WorkflowRecord>>;
  /** Writes where `rev` is still `was`; false when it is not. Throws WORKFLOW_KEY_TAKEN. Bumps the epoch. */
  save(record: WorkflowRecord, was: number): Promise<boolean>;
  delete(id: string): Promise<void>;
  list(
    request: PageRequest & { status?: WorkflowStatus | undefined; search?: string | undefined },
  ): Promise<PageOf<WorkflowRecord>>;
  /** Inserts; false when that version number is already there. */
  insertVersion(version: VersionRecord): Promise<boolean>;
  version(workflowId: string, version: number): Promise<VersionRecord | undefined>;
  versions(workflowId: string, request: PageRequest): Promise<PageOf<VersionRecord>>;
  /** Live and paused workflows with their live versions. */
  published(): Promise<{ record: WorkflowRecord; version: VersionRecord }[]>;
  /** Grows whenever a workflow’s status or live version, a key or the settings change; processes watch it. */
  epoch(): Promise<number>;
  bumpEpoch(): Promise<void>;
}

export interface TemplateRecord extends TemplateBody {
  revision: number;
  updatedAt: Date;
}

export interface TemplateStore {
  all(): Promise<TemplateRecord[]>;
  byKey(key: string): Promise<TemplateRecord | undefined>;
  /** False when the key is taken. */
  insert(template: TemplateRecord): Promise<boolean>;
  save(template: TemplateRecord): Promise<void>;
  delete(key: string): Promise<boolean>;
}

export interface PersonRecord {
  id: string;
  /** Lower case; unique. */
  email: string;
  name: string;
  role: Role;
  /** argon2id; undefined while only invited. */
  passwordHash?: string | undefined;
  disabled: boolean;
  invitation?: { tokenHash: string; expiresAt: Date; by?: string | undefined } | undefined;
  createdAt: Date;
  lastSeenAt?: Date | undefined;
}

export interface PersonStore {
  count(): Promise<number>;
  /** False when the e-mail is taken. */
  insert(person: PersonRecord): Promise<boolean>;
  byId(id: string): Promise<PersonRecord | undefined>;
  byEmail(email: string): Promise<PersonRecord | undefined>;
  byInvitation(tokenHash: string): Promise<PersonRecord | undefined>;
  save(person: PersonRecord): Promise<void>;
  delete(id: string): Promise<void>;
  list(request: PageRequest): Promise<PageOf<PersonRecord>>;
  countAdmins(): Promise<number>;
}

export interface SessionRecord {
  /** SHA-256 of the cookie’s secret. */
  id: string;
  personId: string;
  createdAt: Date;
  seenAt: Date;
  /** Absolute end; the store forgets it then. */
  expiresAt: Date;
}

export interface SessionStore {
  insert(session: SessionRecord): Promise<void>;
  byId(id: string): Promise<SessionRecord | undefined>;
  touch(id: string, seenAt: Date): Promise<void>;
  delete(id: string): Promise<void>;
  deleteOf(personId: string): Promise<void>;
}

export interface KeyRecord extends Omit<KeyView, 'createdAt' | 'lastUsedAt'> {
  /** SHA-256 of the secret; unique. */
  hash: string;
  createdAt: Date;
  lastUsedAt?: Date | undefined;
}

export interface KeyStore {
  insert(key: KeyRecord): Promise<void>;
  byHash(hash: string): Promise<KeyRecord | undefined>;
  all(): Promise<KeyRecord[]>;
  used(id: string, at: Date): Promise<void>;
  /** Sets which sites may use it; false when there is no such key. */
  setOrigins(id: string, origins: readonly string[]): Promise<boolean>;
  delete(id: string): Promise<boolean>;
}

export interface SettingsStore {
  get(): Promise<Settings>;
  save(settings: Settings): Promise<void>;
  /** Secrets made once and kept: session signing, link signing, the set-up token’s hash. Idempotent per name. */
  secret(name: string, fresh: string): Promise<string>;
  forgetSecret(name: string): Promise<void>;
}

export interface JobRecord {
  id: string;
  kind: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  total: number;
  errors: { item: string; code: string; message: string }[];
  result?: unknown;
  /** What the job works on, so that it resumes after a restart. */
  input: Record<string, unknown>;
  /** The job whose work it is a part of: that one does it, and it is never taken up by itself. */
  partOf?: string | undefined;
  /** It goes on at this moment, not earlier. */
  notBefore?: Date | undefined;
  createdAt: Date;
  updatedAt: Date;
}

export interface JobStore {
  insert(job: JobRecord): Promise<void>;
  byId(id: string): Promise<JobRecord | undefined>;
  /** Writes the job unless it was cancelled; answers whether it was written. */
  save(job: JobRecord): Promise<boolean>;
  /** Marks a queued or running job as cancelled: its worker writes nothing more. Answers whether it did. */
  cancel(id: string, now: Date): Promise<boolean>;
  /** Queued or running jobs not touched since `before`, for taking up again. */
  stale(before: Date): Promise<JobRecord[]>;
  /** Every job there is, in the order of ids. */
  walk(request: { limit: number; after: string }): Promise<JobRecord[]>;
}

/** One line of the append-only audit log. */
export interface AuditEntry {
  id: string;
  at: Date;
  /** A person’s id, `key:<id>` or `system`. */
  by: string;
  action: string;
  target: string;
  detail?: Record<string, unknown> | undefined;
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>;
  /** What was done to one thing, newest first. */
  ofTarget(target: string, request: PageRequest): Promise<PageOf<AuditEntry>>;
  /** Takes the details out of the lines about something, and lets them name it otherwise. */
  redact(target: string, as: string): Promise<void>;
}

/** Somebody who has a workflow open in a browser. */
export interface Presence {
  workflowId: string;
  /** One per browser tab. */
  session: string;
  person: string;
  name: string;
  step?: string | undefined;
}

export interface PresenceStore {
  /** Says that somebody is there; forgotten a while after the last time. */
  say(presence: Presence, now: Date): Promise<void>;
  leave(workflowId: string, session: string): Promise<void>;
  /** Who was heard of after `since`, in the order of their names; at most a hundred. */
  of(workflowId: string, since: Date): Promise<Presence[]>;
}

/** An answer kept for an Idempotency-Key. */
export interface IdempotentAnswer {
  id: string;
  bodyHash: string;
  status: number;
  body: unknown;
  createdAt: Date;
  /** It told of somebody who was erased since, and is not there any more. */
  erased?: boolean | undefined;
}

export interface IdempotencyStore {
  get(id: string): Promise<IdempotentAnswer | undefined>;
  put(answer: IdempotentAnswer): Promise<void>;
  /** All answers that are kept, in the order of their ids; those after `after`. */
  walk(request: { limit: number; after: string }): Promise<IdempotentAnswer[]>;
  /** Forgets what was answered, not that it was: the requests are not carried out anew. */
  forget(ids: readonly string[]): Promise<void>;
}

/** A partition's lease, held by database time. */
export interface LeaseStore {
  /** Takes or renews the lease until `milliseconds` from the database’s now; false while another holds it. */
  take(partition: number, by: string, milliseconds: number): Promise<boolean>;
  release(partition: number, by: string): Promise<void>;
  /** Says that `by` lives, and counts who does: workers heard of within `milliseconds`, this one included. */
  alive(by: string, milliseconds: number): Promise<number>;
  /** Releases every lease of `by` and forgets it, so that others take over and share at once. */
  leave(by: string): Promise<void>;
}
