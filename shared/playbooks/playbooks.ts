/** The keys of the shipped playbooks, in the order of the gallery. */
export const playbookKeys = [
  'gone-quiet',
  'usage-falling',
  'card-expires',
  'payment-failed-soft',
  'payment-failed-hard',
  'plan-limit',
  'data-export',
  'cancel-page',
  'component-removed',
  'onboarding-stalled',
  'trial-ending',
  'first-value',
  'poor-health',
  'champion-gone',
  'renewal',
  'detractor',
  'ready-to-grow',
  'reference-request',
  'win-back',
] as const;
export type PlaybookKey = (typeof playbookKeys)[number];
