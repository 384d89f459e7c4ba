/** The parts of the settings, in the order of their menu. */
export const sections = [
  'workspace',
  'people',
  'keys',
  'mail',
  'templates',
  'playbooks',
  'signals',
  'health',
  'secrets',
  'undelivered',
] as const;
export type Section = (typeof sections)[number];
