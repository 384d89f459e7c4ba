import type { Logger } from 'pino';
import type { KeyRing } from '../use-cases/people/key-ring.ts';
import type { Runtime } from '../use-cases/runtime.ts';
import type { Counters } from './metrics.ts';

/** What the operator decided about the HTTP side. */
export interface HttpOptions {
  log: Logger;
  /** Express's `trust proxy`: a number of hops, or addresses. */
  trustProxy: number | string;
  /** The directory of the built editor. */
  editorDir: string;
  /** Whether the database answers. */
  ping(): Promise<boolean>;
  /** Verifies SendGrid's signed event webhook; undefined where it is not set up. */
  verifySendGrid?: ((body: Buffer, signature: string, timestamp: string) => boolean) | undefined;
}

/** What the handlers share. */
export interface HttpContext {
  runtime: Runtime;
  keys: KeyRing;
  options: HttpOptions;
  counters: Counters;
}
