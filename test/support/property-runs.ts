import fc from 'fast-check';

/*
 * Property tests walk the same examples every time, so that a run says something about the change
 * before it and not about the dice. `PROPERTY_SEED=random` looks for new ones, a number repeats
 * what such a search reported; what it finds becomes an example of its own in the test.
 */
const asked = process.env.PROPERTY_SEED;
const seed = asked === 'random' ? Date.now() : Number(asked ?? 20260214);
if (!Number.isSafeInteger(seed)) {
  throw new Error(`PROPERTY_SEED is “${asked}”: give a whole number, or “random” for new examples.`);
}
fc.configureGlobal({ seed: seed | 0 });

/** How often a property is tried: as many times as said, multiplied by the variable PROPERTY_RUNS for a longer hunt. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: Math.ceil(usual * Number(process.env.PROPERTY_RUNS ?? 1)) };
}
