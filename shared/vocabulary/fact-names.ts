/** Every fact, in the order of the menu. Apart from what they mean, so that the shape of a rule can name them. */
export const factNames = [
  'contact',
  'account',
  'event',
  'trend',
  'date',
  'segment',
  'signal',
  'health',
  'meter',
  'members',
  'email',
  'enrolment',
  'trigger',
  'properties',
] as const;

export type FactName = (typeof factNames)[number];
