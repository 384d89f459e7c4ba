import type { Request } from 'express';
import { problem } from '../../shared/problems.ts';
import { personOfSession } from '../use-cases/people/sessions.ts';
import type { Actor } from '../use-cases/verb.ts';
import type { HttpContext } from './context.ts';
import { sessionSecret } from './session-cookie.ts';

/** Who calls; undefined when the call carries no credentials. Throws when an API key is sent that is none. */
export async function callerOf(
  request: Request,
  context: Pick<HttpContext, 'runtime' | 'keys'>,
): Promise<Actor | undefined> {
  const bearer = bearerToken(request.headers.authorization);
  if (bearer !== undefined) {
    const key = await context.keys.find(bearer);
    if (key?.kind !== 'api') throw problem('API_KEY_UNKNOWN', {});
    return { type: 'key', id: key.id, name: key.name, role: key.role ?? 'viewer' };
  }
  const secret = sessionSecret(request);
  return secret === undefined ? undefined : personOfSession(context.runtime, secret);
}

/** The token of `Authorization: Bearer …`. */
export function bearerToken(header: string | undefined): string | undefined {
  const match = /^bearer +(.+)$/i.exec(header ?? '');
  return match?.[1]?.trim();
}
