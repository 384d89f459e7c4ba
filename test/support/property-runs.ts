/** How often a property is tried: as many times as said, multiplied by the variable PROPERTY_RUNS for a longer hunt. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: Math.ceil(usual * Number(process.env.PROPERTY_RUNS ?? 1)) };
}
