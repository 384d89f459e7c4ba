/** Two contacts that are becoming one: written before anything is moved, kept until everything is. */
export interface MergeRecord {
  /** The id of the contact that goes. */
  id: string;
  survivorId: string;
  /** The ids the contact that goes owned. */
  sourceIds: string[];
  at: Date;
}

export interface MergeStore {
  /** Remembers merges; those that are known stay as they are. */
  begin(records: readonly MergeRecord[]): Promise<void>;
  /** By the id of the contact that goes. */
  byIds(ids: readonly string[]): Promise<Map<string, MergeRecord>>;
  /** Begun before a moment, longest ago first. */
  begunBefore(before: Date, limit: number): Promise<MergeRecord[]>;
  finish(ids: readonly string[]): Promise<void>;
}
