import { createHash } from 'node:crypto';
import type { RouteName } from '../../shared/api.ts';
import { problem } from '../../shared/problems.ts';
import type { Actor } from '../use-cases/verb.ts';
import type { HttpContext } from './context.ts';

/** Answers that carry a secret are kept in this process only: secrets are stored nowhere in the clear. */
const secretAnswers: ReadonlySet<RouteName> = new Set(['createKey', 'invitePerson']);
const KEPT_SECRETS = 200;

interface KeptAnswer {
  bodyHash: string;
  body: unknown;
  erased?: boolean | undefined;
}

/** Runs a POST once per Idempotency-Key: repeating it answers what the first one answered. */
export interface Idempotency {
  once(
    call: { key: string; route: RouteName; path: string; actor: Actor; body: unknown },
    run: () => Promise<unknown>,
  ): Promise<unknown>;
}

/**
 * Idempotency over the stored answers. A second call that arrives while the first runs waits for its answer; a call
 * that failed is forgotten, so that it can be repeated.
 */
export function createIdempotency({ runtime }: Pick<HttpContext, 'runtime'>): Idempotency {
  const running = new Map<string, { bodyHash: string; answer: Promise<unknown> }>();
  const secrets = new Map<string, KeptAnswer>();

  async function storedOrRun(
    id: string,
    bodyHash: string,
    route: RouteName,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const kept = secrets.get(id) ?? (await runtime.idempotency.get(id));
    if (kept) {
      refuseOther(kept.bodyHash, bodyHash);
      if (kept.erased) throw problem('IDEMPOTENT_ANSWER_ERASED', {});
      return kept.body;
    }
    const body = await run();
    if (secretAnswers.has(route)) {
      secrets.set(id, { bodyHash, body });
      const [oldest] = secrets.keys();
      if (secrets.size > KEPT_SECRETS && oldest !== undefined) secrets.delete(oldest);
    } else {
      await runtime.idempotency.put({ id, bodyHash, status: 200, body, createdAt: runtime.clock.now() });
    }
    return body;
  }

  return {
    once({ key, route, path, actor, body }, run) {
      const id = digest(`${actor.type}:${actor.id} ${path} ${key}`);
      const bodyHash = digest(JSON.stringify(body ?? null));
      const other = running.get(id);
      if (other) {
        refuseOther(other.bodyHash, bodyHash);
        return other.answer;
      }
      const answer = storedOrRun(id, bodyHash, route, run).finally(() => running.delete(id));
      running.set(id, { bodyHash, answer });
      return answer;
    },
  };
}

function refuseOther(stored: string, sent: string): void {
  if (stored !== sent) throw problem('IDEMPOTENCY_KEY_REUSED', {});
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
