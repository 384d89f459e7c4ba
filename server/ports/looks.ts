import type { HealthRules } from '../../shared/health.ts';
import type { LookRecord, WatchKind } from '../../shared/look.ts';
import type { Segment, SubjectKind } from '../../shared/segment.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** A subject whose facts changed, and what of them, in words of `tokensOf`. */
export interface Waking {
  /** `c:<contact>` or `a:<account>`. */
  id: string;
  p: number;
  tokens: readonly string[];
  /** Whether the change may start something. */
  loud: boolean;
}

/** What is remembered of subjects: one document each, only where there is something to remember. */
export interface LookStore {
  byIds(ids: readonly string[]): Promise<Map<string, LookRecord>>;
  /** With `lookAt` not after `now` in these partitions, earliest first. */
  due(partitions: readonly number[], now: Date, limit: number): Promise<LookRecord[]>;
  nextDue(partitions: readonly number[]): Promise<Date | undefined>;
  /**
   * Writes records whose `rev` still is what was read, 0 for one that is not there yet; answers the ids that lost.
   * A record in which nothing is remembered is deleted.
   */
  save(records: readonly LookRecord[]): Promise<Set<string>>;
  /** Notes what changed and lowers `lookAt` to now; makes the record where it is missing. Raises the revision. */
  wake(wakings: readonly Waking[], now: Date): Promise<void>;
  /** Ids of the subjects for which a watch holds, in the order of ids. */
  holding(watch: string, request: { limit: number; after?: string | undefined }): Promise<LookRecord[]>;
  /** For how many subjects each watch holds. */
  sizes(watches: readonly string[]): Promise<Map<string, number>>;
  delete(ids: readonly string[]): Promise<void>;
}

/** The rules of health with what else it depends on. */
export interface HealthRecipe {
  rules: HealthRules;
  /** The events among those of the rules that were ever seen here. */
  seen: string[];
  /** The points that signals cost while open, by key. */
  signals: Record<string, number>;
}

/** How long a signal opens nothing, since it lacks the history it needs. */
export interface Learning {
  /** Undefined while an event it needs was never seen. */
  until?: Date | undefined;
  /** Events that were never seen. */
  waitsFor: string[];
}

/** A watch as it is stored; the conditions are those of a segment, a signal or a published workflow. */
export interface WatchRecord {
  id: string;
  kind: WatchKind;
  subject: SubjectKind;
  opensWhen: Segment['when'];
  resolvesWhen?: Segment['when'] | undefined;
  /** Milliseconds. */
  cooldown: number;
  /** What health is reckoned by; set for health alone. */
  health?: HealthRecipe | undefined;
  /** Set while it does not know enough to hold for anybody. */
  learning?: Learning | undefined;
  demo: boolean;
  generation: number;
  /** Its first generation: what an earlier watch of the same id remembered, which was dropped, does not count. */
  born?: number | undefined;
  /** When this generation began: subjects first seen later are known not to have matched before. */
  since: Date;
  pass: WatchPass;
  rev: number;
}

/** The first look at everybody: those with ids up to `cursor` are known. */
export interface WatchPass {
  cursor: string;
  done: number;
  total: number;
  finished: boolean;
  /** When it last went on. */
  movedAt: Date;
}

export interface WatchStore {
  all(): Promise<WatchRecord[]>;
  byIds(ids: readonly string[]): Promise<Map<string, WatchRecord>>;
  /** Writes where the revision still is `was`, 0 for a new one; false when it is not. Bumps the epoch. */
  save(record: WatchRecord, was: number): Promise<boolean>;
  /** Moves the pass of a generation on. Bumps the epoch when it is finished. */
  passed(id: string, generation: number, pass: WatchPass): Promise<void>;
  delete(id: string): Promise<void>;
}

/** A subject that came into a segment or signal, or left it. */
export interface Move {
  /** Watch, subject and turn: the same move is written once. */
  id: string;
  watch: string;
  /** `c:<contact>` or `a:<account>`. */
  subject: string;
  holds: boolean;
  at: Date;
}

export interface MoveStore {
  /** Inserts; those already there are done. */
  insert(moves: readonly Move[]): Promise<void>;
  /** Of one subject, newest first. */
  ofSubject(subject: string, request: PageRequest): Promise<PageOf<Move>>;
  /** How many came and went since `from`, per UTC day as `2026-05-01`. */
  perDay(watch: string, from: Date): Promise<Map<string, { entered: number; left: number }>>;
  deleteOfSubjects(subjects: readonly string[]): Promise<void>;
}

export interface SegmentRecord {
  /** The key. */
  id: string;
  document: Segment;
  archived: boolean;
  rev: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface SegmentStore {
  byIds(keys: readonly string[]): Promise<Map<string, SegmentRecord>>;
  /** Every segment that is not archived; there are hundreds at most. */
  all(): Promise<SegmentRecord[]>;
  /** Writes where the revision still is `was`, 0 for a new one; false when it is not. Bumps the epoch. */
  save(record: SegmentRecord, was: number): Promise<boolean>;
  /** By key. */
  list(request: { limit: number; after?: string | undefined; archived: boolean }): Promise<SegmentRecord[]>;
  /** Bumps the epoch. */
  delete(key: string): Promise<void>;
}

/** A field that some remembered condition asks for, and that is therefore indexed. */
export interface IndexedField {
  /** `contact:traits.plan`. */
  id: string;
  subject: SubjectKind;
  name: string;
  /** Whether every record is indexed by it; only then may questions go by it. */
  ready: boolean;
  since: Date;
}

export interface FieldStore {
  all(): Promise<IndexedField[]>;
  /** Bumps the epoch. */
  add(fields: readonly IndexedField[]): Promise<void>;
  /** Bumps the epoch. */
  ready(ids: readonly string[]): Promise<void>;
}

/** The size of a watch at the end of a UTC day. */
export interface SizeRecord {
  watch: string;
  /** As `2026-05-01`. */
  day: string;
  size: number;
}

export interface SizeStore {
  /** Writes or overwrites the day. */
  put(sizes: readonly SizeRecord[]): Promise<void>;
  /** Oldest first. */
  since(watch: string, day: string): Promise<SizeRecord[]>;
  deleteOf(watch: string): Promise<void>;
}
