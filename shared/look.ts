import type { Health } from './health.ts';
import type { SubjectKind } from './segment.ts';

/** What a remembered condition stands for. */
export type WatchKind = 'segment' | 'signal' | 'trigger' | 'health';

/** What a watch remembers of one subject. Without a state it does not hold, and nothing makes it hold by itself. */
export interface WatchState {
  generation: number;
  holds: boolean;
  /** Since when, epoch milliseconds. */
  since: number;
  /** When it must be looked at again even if nothing happens, epoch milliseconds. */
  until?: number | undefined;
  /** When a workflow asks again whether it still holds, since re-entry had to wait. */
  again?: number | undefined;
  /** Until when it needs not hear of events that no `where` of it lets through, epoch milliseconds. */
  deafUntil?: number | undefined;
  /** How often it has turned; only grows. */
  turns: number;
  /** Health alone: the score, everything a person would see of it, and when it was reckoned, epoch milliseconds. */
  score?: number | undefined;
  said?: string | undefined;
  reckonedAt?: number | undefined;
}

/** A condition that turned true or false for a subject, until everything that follows from it is done. */
export interface Edge {
  watch: string;
  /** The number of the turn: with the watch and the subject it names the edge for ever. */
  turn: number;
  holds: boolean;
  /** It held before as well; a pause of a workflow ended. */
  again?: boolean | undefined;
  /** It goes into the history and starts nothing: it was learned, or came with an import. */
  silent?: boolean | undefined;
  /** What health is now and since when in its band, epoch milliseconds; missing where nothing is known any more. */
  health?: (Health & { bandSince: number }) | undefined;
  at: number;
}

/** Everything remembered of one subject. */
export interface LookRecord {
  /** `c:<contact>` or `a:<account>`. */
  id: string;
  p: number;
  rev: number;
  /** When somebody must look, epoch milliseconds. */
  lookAt?: number | undefined;
  /** Ids of the watches that hold. */
  in: string[];
  on: Record<string, WatchState>;
  /** Edges that are written and not yet acted upon. */
  pending: Edge[];
  /** What changed since the last look, in words of `tokensOf`. */
  dirty: string[];
  /** Whether some of what changed may start something; imports and merges may not. */
  loud?: boolean | undefined;
}

/** The id under which a subject is remembered. */
export function lookId(subject: SubjectKind, id: string): string {
  return `${subject === 'contact' ? 'c' : 'a'}:${id}`;
}

/** A subject of which nothing is remembered. */
export function blankLook(id: string, p: number): LookRecord {
  return { id, p, rev: 0, in: [], on: {}, pending: [], dirty: [] };
}

/** Whether nothing at all is remembered, so that no document is needed. */
export function isBlankLook({ on, pending, dirty }: LookRecord): boolean {
  return Object.keys(on).length === 0 && pending.length === 0 && dirty.length === 0;
}
