import type { Runtime } from '../runtime.ts';

/** What delivery asks of the process. */
export type DeliveryRuntime = Pick<
  Runtime,
  | 'clock'
  | 'chance'
  | 'contacts'
  | 'suppressions'
  | 'caps'
  | 'dailyCounts'
  | 'dispatches'
  | 'notices'
  | 'people'
  | 'workflows'
  | 'settings'
  | 'messages'
  | 'enrolments'
  | 'live'
  | 'preview'
  | 'providers'
  | 'installation'
  | 'plans'
  | 'looks'
  | 'watchBook'
  | 'wake'
>;
