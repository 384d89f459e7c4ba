import type { SubjectKind } from '../../../shared/segment.ts';
import type { HealthQuestion } from '../../engine/health/score.ts';
import type { HealthRecipe } from '../../ports/looks.ts';

/** A stored recipe as the engine takes it. */
export function questionOf(subject: SubjectKind, { rules, seen, signals }: HealthRecipe): HealthQuestion {
  return { rules, subject, seen: new Set(seen), signals: new Map(Object.entries(signals)) };
}
