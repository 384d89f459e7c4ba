import { hash32 } from '../../engine/hash.ts';

/** Chance that falls the same way every time for the same seed. */
export interface Dice {
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  oneOf<Thing>(things: readonly [Thing, ...Thing[]]): Thing;
}

/** Mulberry32, seeded by a text. */
export function diceOf(seed: string): Dice {
  let state = hash32(seed);
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(roll() * (high - low + 1));
  return {
    chance: (probability) => roll() < probability,
    between,
    oneOf: (things) => things[between(0, things.length - 1)] ?? things[0],
  };
}
