import type { Request, Response } from 'express';
import { SESSION_LENGTH } from '../use-cases/people/sessions.ts';

const NAME = 'mooring_session';

/** The secret of the session cookie, if the call carries one. */
export function sessionSecret(request: Request): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === NAME && value) return value;
  }
  return undefined;
}

/** Hands the session's secret to the browser: unreadable for scripts, and over https only where people use https. */
export function setSessionCookie(
  request: Request,
  response: Response,
  secret: string,
  publicUrl: string,
): void {
  response.cookie(NAME, secret, { ...attributes(request, publicUrl), maxAge: SESSION_LENGTH });
}

/** Takes the cookie back. */
export function clearSessionCookie(request: Request, response: Response, publicUrl: string): void {
  response.clearCookie(NAME, attributes(request, publicUrl));
}

function attributes(request: Request, publicUrl: string) {
  const secure = request.secure || publicUrl.startsWith('https:');
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
}
