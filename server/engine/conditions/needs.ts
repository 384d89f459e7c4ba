import type { ConditionNeeds, EventNeed } from '../facts.ts';

/** Gathers what conditions read. */
export class NeedsList {
  #contact = false;
  #account = false;
  #trigger = false;
  #enrolment = false;
  #health = false;
  #email: number | 'ever' = 0;
  readonly #events = new Map<string, EventNeed>();
  readonly #segments = new Set<string>();
  readonly #signals = new Set<string>();
  readonly #meters = new Set<string>();

  addRecord(record: 'contact' | 'account' | 'trigger' | 'enrolment'): void {
    this.#contact ||= record === 'contact';
    this.#account ||= record === 'account';
    this.#trigger ||= record === 'trigger';
    this.#enrolment ||= record === 'enrolment';
  }

  addHealth(): void {
    this.#health = true;
  }

  addSegment(key: string): void {
    this.#segments.add(key);
  }

  addSignal(key: string): void {
    this.#signals.add(key);
  }

  addMeter(name: string): void {
    this.#meters.add(name);
  }

  addEmail(reach: number | 'ever'): void {
    this.#email = farther(this.#email, reach);
  }

  /** Widens what is known of the event's needs. */
  addEvent(name: string, need: Partial<EventNeed>): void {
    this.#events.set(name, widened(this.#events.get(name) ?? noneOf, { ...noneOf, ...need }));
  }

  add(needs: ConditionNeeds): void {
    this.#contact ||= needs.contact;
    this.#account ||= needs.account;
    this.#trigger ||= needs.trigger;
    this.#enrolment ||= needs.enrolment;
    this.#health ||= needs.health;
    this.addEmail(needs.email);
    for (const [name, need] of needs.events) this.addEvent(name, need);
    for (const key of needs.segments) this.addSegment(key);
    for (const key of needs.signals) this.addSignal(key);
    for (const name of needs.meters) this.addMeter(name);
  }

  list(): ConditionNeeds {
    return {
      contact: this.#contact,
      account: this.#account,
      trigger: this.#trigger,
      enrolment: this.#enrolment,
      health: this.#health,
      events: new Map(this.#events),
      segments: new Set(this.#segments),
      signals: new Set(this.#signals),
      meters: new Set(this.#meters),
      email: this.#email,
    };
  }
}

/** What several conditions need together: for each event the widest reach, and one by one when one reads so. */
export function mergeNeeds(list: readonly ConditionNeeds[]): ConditionNeeds {
  const merged = new NeedsList();
  for (const needs of list) merged.add(needs);
  return merged.list();
}

/**
 * Whether what was loaded for some needs answers others as well, asked at the same instant by somebody who enters then.
 * What segments and signals say may have turned since it was loaded.
 */
export function covers(loaded: ConditionNeeds, wanted: ConditionNeeds): boolean {
  return (
    wanted.segments.size === 0 &&
    wanted.signals.size === 0 &&
    (loaded.health || !wanted.health) &&
    reaches(loaded.email, wanted.email) &&
    [...wanted.meters].every((name) => loaded.meters.has(name)) &&
    [...wanted.events].every(([name, need]) => {
      const have = loaded.events.get(name);
      return have !== undefined && coversEvent(have, need);
    })
  );
}

function coversEvent(have: EventNeed, want: EventNeed): boolean {
  const edges = new Set(have.edges);
  return (
    reaches(have.days, want.days) &&
    reaches(have.singles, want.singles) &&
    want.edges.every((edge) => edges.has(edge)) &&
    (have.sinceEntry || !want.sinceEntry) &&
    (have.singlesSinceEntry || !want.singlesSinceEntry) &&
    (have.perMember || !want.perMember)
  );
}

function reaches(have: number | 'ever', want: number | 'ever'): boolean {
  return have === 'ever' || (want !== 'ever' && have >= want);
}

/** Every event of these names one by one, as the sandbox needs the history it plays back. */
export function wholeHistory(names: readonly string[]): ConditionNeeds {
  const needs = new NeedsList();
  for (const name of names) needs.addEvent(name, { days: 'ever', singles: 'ever' });
  return needs.list();
}

/**
 * The instant after which events are needed, epoch milliseconds, or −Infinity for all of them; `enteredAt` is when
 * the subject entered, where it did. The event at entry itself is left out, as nothing counts it.
 */
export function eventsSince(need: EventNeed, now: number, enteredAt: number | undefined): number {
  if (need.days === 'ever' || need.singles === 'ever') return Number.NEGATIVE_INFINITY;
  const back = now - Math.max(need.days, need.singles);
  if (enteredAt === undefined || !(need.sinceEntry || need.singlesSinceEntry)) return back;
  return Math.min(back, enteredAt);
}

const noneOf: EventNeed = {
  days: 0,
  edges: [],
  singles: 0,
  sinceEntry: false,
  singlesSinceEntry: false,
  perMember: false,
};

function widened(one: EventNeed, other: EventNeed): EventNeed {
  return {
    days: farther(one.days, other.days),
    edges: [...new Set([...one.edges, ...other.edges])].sort((a, b) => a - b),
    singles: farther(one.singles, other.singles),
    sinceEntry: one.sinceEntry || other.sinceEntry,
    singlesSinceEntry: one.singlesSinceEntry || other.singlesSinceEntry,
    perMember: one.perMember || other.perMember,
  };
}

function farther(one: number | 'ever', other: number | 'ever'): number | 'ever' {
  return one === 'ever' || other === 'ever' ? 'ever' : Math.max(one, other);
}
