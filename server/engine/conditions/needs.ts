import type { ConditionNeeds, EventNeed } from '../facts.ts';

/** Gathers what conditions read. */
export class NeedsList {
  #contact = false;
  #account = false;
  #trigger = false;
  readonly #events = new Map<string, EventNeed>();

  addContact(): void {
    this.#contact = true;
  }

  addAccount(): void {
    this.#account = true;
  }

  addTrigger(): void {
    this.#trigger = true;
  }

  /** Widens what is known of the event's needs. */
  addEvent(name: string, need: EventNeed): void {
    const known = this.#events.get(name);
    this.#events.set(name, known ? widened(known, need) : need);
  }

  add(needs: ConditionNeeds): void {
    this.#contact ||= needs.contact;
    this.#account ||= needs.account;
    this.#trigger ||= needs.trigger;
    for (const [name, need] of needs.events) this.addEvent(name, need);
  }

  list(): ConditionNeeds {
    return {
      contact: this.#contact,
      account: this.#account,
      trigger: this.#trigger,
      events: new Map(this.#events),
    };
  }
}

/** What several conditions need together: for each event the widest window, and properties when one reads them. */
export function mergeNeeds(list: readonly ConditionNeeds[]): ConditionNeeds {
  const merged = new NeedsList();
  for (const needs of list) merged.add(needs);
  return merged.list();
}

function widened(one: EventNeed, other: EventNeed): EventNeed {
  return {
    window: one.window === 'ever' || other.window === 'ever' ? 'ever' : Math.max(one.window, other.window),
    sinceEntry: one.sinceEntry || other.sinceEntry,
    properties: one.properties || other.properties,
  };
}
