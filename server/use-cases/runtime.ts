import type { Ports } from '../ports/index.ts';
import type { Providers } from './delivery/providers.ts';
import type { Ingest } from './ingest/ingest.ts';
import type { Jobs } from './jobs.ts';
import type { WatchBook } from './looks/watch-book.ts';
import type { PlanBook } from './plan-book.ts';

/** What use cases share while the process runs. */
export interface Runtime extends Ports {
  /** Published plans and the event-name index, kept in memory and refreshed by epoch. */
  plans: PlanBook;
  /** Conditions that are remembered per subject, kept likewise. */
  watchBook: WatchBook;
  /** Which providers are down, as all processes know it. */
  providers: Providers;
  ingest: Ingest;
  /** Long work with progress: `runner.start('enrol', …)`. */
  runner: Jobs;
  /** Tells the worker loop of this process that something is due now; nothing happens where another owns it. */
  wake(): void;
}
