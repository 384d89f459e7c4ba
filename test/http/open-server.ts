import { Writable } from 'node:stream';
import { createApp } from '../../server/app.ts';
import type { HttpOptions } from '../../server/http/context.ts';
import { listen } from '../../server/http/listen.ts';
import { createLog } from '../../server/log.ts';
import type { Passwords } from '../../server/ports/passwords.ts';
import { bootstrap } from '../../server/use-cases/people/bootstrap.ts';
import { openWorld, type World } from '../support/world.ts';

export const apiKey = 'mk_api_of_the_operator';
export const writeKey = 'mk_write_of_the_operator';
export const adminPassword = 'correct horse battery';

/** Hashes at once, so that tests do not wait for argon2. */
export const plainPasswords: Passwords = {
  hash: async (password) => `hash of ${password}`,
  verify: async (hash, password) => hash === `hash of ${password}`,
};

export interface Call {
  /** The API key; the operator's unless said, none for `null`. */
  key?: string | null;
  cookie?: string;
  headers?: Record<string, string>;
  /** Sent as JSON; text and bytes as they are. */
  body?: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** Read member by member. */
  body: ReturnType<typeof JSON.parse>;
  text: string;
}

/** The whole server on a loopback port, over a real database and a clock that moves when told. */
export interface TestServer {
  world: World;
  url: string;
  /** Everything logged so far. */
  log(): string;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** Signs in and answers the cookie. */
  signIn(email?: string, password?: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a server with an admin, an API key and a write key. */
export async function openServer(options: Partial<HttpOptions> = {}): Promise<TestServer> {
  const world = await openWorld();
  world.runtime.passwords = plainPasswords;
  await bootstrap(world.runtime, {
    admin: { email: 'ada@harbour.example', password: adminPassword },
    apiKey,
    writeKey,
  });
  let logged = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const door = await listen('127.0.0.1', 0);
  door.answerWith(
    createApp(world.runtime, {
      log: createLog('debug', sink),
      trustProxy: 0,
      editorDir: new URL('./no-editor', import.meta.url).pathname,
      ping: world.database.database.ping,
      ...options,
    }),
  );
  const url = `http://127.0.0.1:${door.port}`;

  async function call(method: string, path: string, options: Call = {}): Promise<Answer> {
    const { key = options.cookie === undefined ? apiKey : null, cookie, headers = {}, body } = options;
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  return {
    world,
    url,
    log: () => logged,
    call,
    async signIn(email = 'ada@harbour.example', password = adminPassword) {
      const answer = await call('POST', '/api/session', { key: null, body: { email, password } });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0];
      if (cookie === undefined) throw new Error(`signing in failed: ${answer.text}`);
      return cookie;
    },
    async close() {
      await door.close(0);
      await world.close();
    },
  };
}
