import type { ViewPlace } from '../../shared/saved-view.ts';

/** Filters of a list under a name. */
export interface ViewRecord {
  id: string;
  place: ViewPlace;
  name: string;
  search: Record<string, string>;
  shared: boolean;
  /** Who made it: a person’s id, or a key’s. */
  owner: string;
  createdAt: Date;
}

export interface ViewStore {
  insert(view: ViewRecord): Promise<void>;
  byId(id: string): Promise<ViewRecord | undefined>;
  save(view: ViewRecord): Promise<void>;
  /** Whether it was there. */
  delete(id: string): Promise<boolean>;
  /** Those of a list that somebody may look through: their own, and what is shared; the oldest first. */
  seenBy(person: string, place: ViewPlace): Promise<ViewRecord[]>;
  /** Forgets what somebody kept for themselves. */
  deletePrivate(person: string): Promise<void>;
}
