import type { Request, Response } from 'express';
import type { AnswerOf, RouteName } from '../../shared/api.ts';
import { acceptInvitation } from '../use-cases/people/invitations.ts';
import { closeSession, openSession, sessionView } from '../use-cases/people/sessions.ts';
import { setUp } from '../use-cases/people/set-up.ts';
import { signIn } from '../use-cases/people/sign-in.ts';
import type { VerbCall } from '../use-cases/verb.ts';
import type { HttpContext } from './context.ts';
import { clearSessionCookie, sessionSecret, setSessionCookie } from './session-cookie.ts';
import type { SignInThrottle } from './throttle.ts';

/** The routes that give or take a session cookie. */
export type DoorName = 'setUp' | 'signIn' | 'acceptInvitation' | 'signOut';

/** A use case that also touches the cookie, so that it sees the exchange itself. */
export type Doors = {
  [Name in DoorName & RouteName]: (
    call: VerbCall<Name>,
    request: Request,
    response: Response,
  ) => Promise<AnswerOf<Name>>;
};

/** The doors over the use cases of people. */
export function createDoors(context: HttpContext, throttle: SignInThrottle): Doors {
  const { runtime } = context;
  const { publicUrl } = runtime.installation;

  async function letIn(person: Awaited<ReturnType<typeof signIn>>, request: Request, response: Response) {
    const before = sessionSecret(request);
    if (before !== undefined) await closeSession(runtime, before);
    const { secret } = await openSession(runtime, person);
    setSessionCookie(request, response, secret, publicUrl);
    return sessionView(runtime, person);
  }

  return {
    async setUp({ body }, request, response) {
      return letIn(await setUp(runtime, body), request, response);
    },
    async signIn({ body }, request, response) {
      const address = request.ip ?? '';
      await throttle.attempt(address, body.email);
      const person = await signIn(runtime, body);
      await throttle.succeeded(address, body.email);
      return letIn(person, request, response);
    },
    async acceptInvitation({ params, body }, request, response) {
      return letIn(await acceptInvitation(runtime, params.token, body), request, response);
    },
    async signOut(_call, request, response) {
      const secret = sessionSecret(request);
      if (secret !== undefined) await closeSession(runtime, secret);
      clearSessionCookie(request, response, publicUrl);
      return undefined;
    },
  };
}
