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

/** How the gallery puts them in order: what they are good for. */
export const playbookGroups = ['use', 'billing', 'start', 'grow'] as const;
export type PlaybookGroup = (typeof playbookGroups)[number];

const groups: Record<PlaybookKey, PlaybookGroup> = {
  'gone-quiet': 'use',
  'usage-falling': 'use',
  'card-expires': 'billing',
  'payment-failed-soft': 'billing',
  'payment-failed-hard': 'billing',
  'plan-limit': 'grow',
  'data-export': 'use',
  'cancel-page': 'use',
  'component-removed': 'use',
  'onboarding-stalled': 'start',
  'trial-ending': 'start',
  'first-value': 'start',
  'poor-health': 'use',
  'champion-gone': 'use',
  renewal: 'billing',
  detractor: 'use',
  'ready-to-grow': 'grow',
  'reference-request': 'grow',
  'win-back': 'grow',
};

export function groupOf(key: PlaybookKey): PlaybookGroup {
  return groups[key];
}
