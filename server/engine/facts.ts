/** One occurrence of an event, as conditions see it. */
export interface EventFact {
  /** When it happened, epoch milliseconds. */
  at: number;
  /** Loaded only where a condition's needs ask for them. */
  properties?: Record<string, unknown> | undefined;
}

/**
 * Everything conditions and texts may know about one contact at one instant. Loaded for a batch of subjects before
 * evaluation; the engine never awaits.
 */
export interface FactSnapshot {
  /** `userId, email, traits, tags, zone, locale…`: what `$` of the fact `contact` stands for. */
  contact: Record<string, unknown>;
  /** `id, name, mrr, plan, seats, renewsAt, card, meters, traits`; undefined without an account. */
  account?: Record<string, unknown> | undefined;
  /** The event that started the enrolment: `event, timestamp, properties`; undefined outside a trigger. */
  trigger?: Record<string, unknown> | undefined;
  /** Earliest timestamp of any accepted call, epoch milliseconds. */
  appearedAt: number;
  /** When the contact entered the workflow, epoch milliseconds; undefined outside one. */
  enteredAt?: number | undefined;
  /** Events by name, oldest first, reaching back at least as far as the needs asked for. */
  events: ReadonlyMap<string, readonly EventFact[]>;
  /** The workspace's time zone, where neither contact nor account has one. */
  workspaceZone?: string | undefined;
}

/** How far back events of one name must be loaded, and whether with their properties. */
export interface EventNeed {
  /** A window before now in milliseconds; `ever` for all of them. `entry` is covered by `sinceEntry`. */
  window: number | 'ever';
  sinceEntry: boolean;
  properties: boolean;
}

/** What a condition reads, found by static analysis, so that facts for a batch load in a fixed number of queries. */
export interface ConditionNeeds {
  contact: boolean;
  account: boolean;
  trigger: boolean;
  events: ReadonlyMap<string, EventNeed>;
}
