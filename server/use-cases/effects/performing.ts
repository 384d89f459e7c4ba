import type { Effect, Enrolment, InboxItem } from '../../../shared/enrolment.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import type { TextData } from '../../ports/delivery.ts';
import type { PublishedPlan } from '../plan-book.ts';

/** An enrolment with a full outbox, and what its texts read. */
export interface Performing {
  enrolment: Enrolment;
  plan: PublishedPlan;
  facts: FactSnapshot;
}

export type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

/** One effect of an outbox with its surroundings. */
export interface EffectAt<Type extends Effect['type']> extends Performing {
  effect: EffectOf<Type>;
}

/** What enrolments are to be told, by their id. */
export type Told = Map<string, InboxItem[]>;

/** The effects of one type in these outboxes. */
export function effectsOf<Type extends Effect['type']>(
  full: readonly Performing[],
  type: Type,
): EffectAt<Type>[] {
  return full.flatMap((item) =>
    item.enrolment.outbox.flatMap((effect) =>
      effect.type === type ? [{ ...item, effect: effect as EffectOf<Type> }] : [],
    ),
  );
}

/** What texts of an enrolment may read. */
export function textData(enrolment: Enrolment, facts: FactSnapshot): TextData {
  return { contact: facts.contact, account: facts.account, trigger: { ...enrolment.trigger } };
}
