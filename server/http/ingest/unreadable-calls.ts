import type { IncomingMessage } from 'node:http';
import type { Problem } from '../../../shared/problems.ts';
import type { HttpContext } from '../context.ts';
import { writeKeyOf } from './credentials.ts';

/** A sender that errs in a loop must not fill the list: what is past this in one second is not remembered. */
const PER_SECOND = 10;

/**
 * Remembers calls that could not even be read (no JSON, too large) for the Connect page, where developers look for
 * them. Only of senders whose key stands in the header: the body was not read.
 */
export function createUnreadableNotes({ runtime, keys }: Pick<HttpContext, 'runtime' | 'keys'>) {
  let second = 0;
  let noted = 0;

  async function note(request: IncomingMessage, type: string, fault: Problem): Promise<void> {
    const receivedAt = runtime.clock.now();
    const now = Math.floor(receivedAt.getTime() / 1_000);
    if (now !== second) [second, noted] = [now, 0];
    noted += 1;
    const secret = noted > PER_SECOND ? undefined : writeKeyOf(request, undefined);
    const key = secret === undefined ? undefined : await keys.find(secret);
    if (!key || key.kind === 'api') return;
    await runtime.calls.remember([
      {
        id: runtime.chance.id(),
        status: 'rejected',
        type,
        receivedAt,
        code: fault.code,
        message: fault.message,
      },
    ]);
  }

  /** Never fails and is not waited for: a line for people to look at. */
  return (request: IncomingMessage, type: string, fault: Problem): void => {
    note(request, type, fault).catch(() => undefined);
  };
}
