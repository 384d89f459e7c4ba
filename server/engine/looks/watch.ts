import type { WatchKind } from '../../../shared/look.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import type { CompiledCondition } from '../conditions/compile.ts';
import type { Hearing } from '../conditions/hearing.ts';
import type { ConditionNeeds } from '../facts.ts';
import type { HealthQuestion } from '../health/score.ts';

/**
 * A condition whose value is remembered for every subject, so that its turning true or false is noticed once. A
 * segment, a signal and the condition that starts a workflow are the same thing here.
 */
export interface Watch {
  /** `s:<key>`, `g:<key>`, `w:<workflow>` or `h:<kind of subject>`. */
  id: string;
  kind: WatchKind;
  subject: SubjectKind;
  /** Grows whenever the condition changes: what an older one remembered is not compared with what this one says. */
  generation: number;
  /** Its first generation: what a dropped watch of the same id remembered does not count. */
  born?: number | undefined;
  opens: CompiledCondition;
  /** What ends it; without it, it ends when `opens` no longer holds. */
  resolves?: CompiledCondition | undefined;
  /** For how long after an end it does not open again, in milliseconds. */
  cooldown: number;
  /** It holds for nobody before this instant, epoch milliseconds; Infinity for not yet known. */
  opensFrom?: number | undefined;
  /** Only people and companies of the demo data are looked at. */
  demo: boolean;
  /** What it reads, in words of `tokensOf`. */
  tokens: ReadonlySet<string>;
  /** What of what happens can turn it; without it, all that it reads. */
  hearing?: Hearing | undefined;
  /** Health alone: then `opens` only says what it holds for, and this is asked. */
  health?: HealthQuestion | undefined;
  needs: ConditionNeeds;
}

/** The word for “everything there is to know”. */
export const EVERYTHING = 'all';

/** The word for who the people of an account are. */
export const MEMBERS = 'members';

/** The word under which others read what a watch says. */
export function tokenOf(watchId: string): string {
  return watchId.startsWith('h:') ? 'health' : watchId;
}

/** The words for what a condition reads; a change of a fact is told in the same words. */
export function tokensOf(needs: ConditionNeeds): Set<string> {
  return new Set([
    ...(needs.contact ? ['contact'] : []),
    ...(needs.account || needs.meters.size > 0 ? ['account'] : []),
    ...(needs.health ? ['health'] : []),
    ...(needs.email !== 0 ? ['email'] : []),
    ...([...needs.events.values()].some(({ perMember }) => perMember) ? [MEMBERS] : []),
    ...[...needs.events.keys()].map((name) => `event:${name}`),
    ...[...needs.segments].map((key) => `s:${key}`),
    ...[...needs.signals].map((key) => `g:${key}`),
  ]);
}
