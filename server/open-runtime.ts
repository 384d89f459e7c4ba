import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createPreviewMailer } from './delivery/preview.ts';
import { createRenderer } from './delivery/render/renderer.ts';
import { createSendGridMailer } from './delivery/sendgrid.ts';
import { createStripeBilling } from './delivery/stripe.ts';
import { createWebhookCaller } from './delivery/webhook.ts';
import { jobKinds } from './job-kinds.ts';
import { argonPasswords } from './passwords.ts';
import type { Chance, Clock } from './ports/clock.ts';
import type { Stores } from './ports/index.ts';
import { createTableFiles } from './tables/table-files.ts';
import { watchBilling } from './use-cases/billing/watch-billing.ts';
import { createProviders } from './use-cases/delivery/providers.ts';
import { createIngest } from './use-cases/ingest/create-ingest.ts';
import { createJobs } from './use-cases/jobs.ts';
import { createWatchBook } from './use-cases/looks/watch-book.ts';
import { newSecret } from './use-cases/people/secrets.ts';
import { createPlanBook } from './use-cases/plan-book.ts';
import type { Runtime } from './use-cases/runtime.ts';

/** How long the provider may take to answer before a message counts as unknown. */
const SEND_TIMEOUT = 20_000;

/** Wires the use cases to their stores and adapters. `wake` is told when something became due in this process. */
export async function openRuntime(options: {
  config: Config;
  stores: Stores;
  clock: Clock;
  chance: Chance;
  publicUrl: string;
  log: Logger;
  wake(): void;
}): Promise<Runtime> {
  const { config, stores, clock, chance, publicUrl, log, wake } = options;
  const linkSecret = await stores.settings.secret('link', newSecret(chance));
  const providers = createProviders({ breakers: stores.breakers, clock });
  const base: Omit<Runtime, 'ingest' | 'runner'> = {
    ...stores,
    clock,
    chance,
    passwords: argonPasswords(),
    renderer: createRenderer(),
    preview: createPreviewMailer(),
    live: config.sendgrid && createSendGridMailer({ ...config.sendgrid, timeoutMs: SEND_TIMEOUT }),
    tables: createTableFiles(join(config.dataDir, 'imports')),
    billing: watchBilling(createStripeBilling(config.stripe), providers, `billing/${chance.id()}`),
    providers,
    webhooks: createWebhookCaller({ allowedHosts: config.privateHosts }),
    installation: {
      publicUrl,
      linkSecret,
      mailFrom: config.mailFrom,
      sessionSecret: config.sessionSecret,
      encryptionKey: config.encryptionKey,
    },
    plans: createPlanBook({ workflows: stores.workflows, settings: stores.settings, clock }),
    watchBook: createWatchBook({ ...stores, clock }),
    wake,
  };
  const runner = createJobs(() => runtime, jobKinds, log);
  const withRunner = { ...base, runner };
  const runtime: Runtime = { ...withRunner, ingest: createIngest(withRunner, log) };
  return runtime;
}
