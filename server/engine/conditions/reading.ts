import type { RootCondition } from '../../../shared/condition.ts';
import type { FactParams } from '../../../shared/vocabulary/fact-definition.ts';
import type { WordKey } from '../../../shared/vocabulary/words.ts';
import type { FactSnapshot } from '../facts.ts';
import type { NeedsList } from './needs.ts';

/** Makes a predicate over an event's properties from its `where`. */
export type CompileWhere = (where: RootCondition) => (properties: Record<string, unknown>) => boolean;

/** A fact of one rule, ready to be read. Instants are epoch milliseconds. */
export interface Reading {
  /** The value at an instant. Never throws. */
  value(facts: FactSnapshot, now: number): unknown;
  /**
   * The earliest instant after now at which the value may be another without new input, Infinity for never. Left out
   * where time alone changes nothing.
   */
  next?: ((facts: FactSnapshot, now: number) => number) | undefined;
  /**
   * For whole days that pass by themselves, beside what `next` says: the value is the days since the instant `zero`
   * rounded down (slope 1), or those until it rounded up (slope −1). Undefined where the value is missing.
   */
  days?: { zero(facts: FactSnapshot, now: number): number | undefined; slope: 1 | -1 } | undefined;
  /**
   * From when on the value is only known roughly, because days known by their counts leave a window event by event:
   * then it lies between what the steps before and at that day say.
   */
  blur?: ((facts: FactSnapshot, now: number) => number) | undefined;
  /** Whether a blurred value only falls, so that a threshold that both ends pass or fail is safe in between. */
  falls?: boolean | undefined;
}

/** How one fact is read in the engine. Beside its entry in the vocabulary, this is all that a fact needs. */
export interface FactReader {
  /** `keys` are those of the rule's path; none of them means the whole value. */
  prepare(params: FactParams | undefined, keys: readonly string[], compileWhere: CompileWhere): Reading;
  /** Notes what must be loaded before it can be read. */
  need(params: FactParams | undefined, needs: NeedsList): void;
  /** Roughly what reading costs in simple reads, so that groups look at the cheap rules first. */
  cost(params: FactParams | undefined): number;
  /** What a person should know about how the value came about, where it is not plain. */
  remarks?(
    params: FactParams | undefined,
    compileWhere: CompileWhere,
    facts: FactSnapshot,
    now: number,
  ): WordKey[];
}
