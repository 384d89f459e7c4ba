/** How many samples go into one call. */
export const BATCH = 1_000;

/** A document of about 300 bytes. */
export function sample(n: number) {
  return {
    _id: n,
    email: `person-${n}@customer.example`,
    account: `account-${n % 5_000}`,
    at: new Date(1.7e12 + n * 1_000),
    kind: ['a', 'b', 'c', 'd'][n % 4],
    amount: n % 997,
    price: (n % 100) / 4,
    traits: { plan: n % 3 === 0 ? 'free' : 'pro', city: 'Gdynia' },
    note: 'lorem ipsum dolor sit amet '.repeat(3),
  };
}

/** Samples from `first` on, as many as go into one call. */
export function batchFrom(first: number) {
  return Array.from({ length: BATCH }, (_, index) => sample(first + index));
}
