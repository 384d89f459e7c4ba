import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '../support/server.ts';

const bin = fileURLToPath(new URL('../../server/bin.mjs', import.meta.url));
const keys = { MOORING_API_KEY: 'mk_api_of_the_operator', MOORING_WRITE_KEY: 'mk_write_of_the_operator' };

let dataDir: string;
const running: RunningServer[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mooring-start-'));
});
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function serve(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer({ dataDir, ...options });
  running.push(server);
  return server;
}

/** Runs a command to its end. */
function mooring(args: readonly string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'warn', DATA_DIR: dataDir, ...env } };
    execFile(process.execPath, [bin, ...args], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? '';

const setUp = (server: RunningServer, token: string) =>
  fetch(`${server.url}/api/setup`, {
    method: 'POST',
    body: JSON.stringify({ token, email: 'ada@harbour.example', name: 'Ada', password: 'correct horse' }),
  });

describe('a start', () => {
  it('prints the set-up link, anew at every start, until it was used', async () => {
    const first = await serve();
    expect(first.link).toMatch(new RegExp(`^${first.url}/setup\\?token=\\w{60,}$`));
    expect(first.output().match(/https?:\/\//g)).toHaveLength(1);
    await first.stop();
    const second = await serve();
    expect((await setUp(second, tokenIn(first.link))).status).toBe(403);
    expect((await setUp(second, tokenIn(second.link))).status).toBe(201);
    await second.stop();
    const third = await serve();
    expect(third.link).toBe(third.url);
  });

  it('keeps what was accepted when it is asked to stop, and stops at once', async () => {
    const first = await serve({ env: keys });
    const authorization = `Basic ${btoa(`${keys.MOORING_WRITE_KEY}:`)}`;
    const calls = Array.from({ length: 50 }, (_, index) =>
      fetch(`${first.url}/v1/track`, {
        method: 'POST',
        headers: { authorization },
        body: JSON.stringify({ userId: 'kept', event: 'Seen', messageId: `kept-${index}` }),
      }).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    const stopping = first.stop();
    const accepted = (await Promise.all(calls)).filter((status) => status === 200).length;
    await stopping;
    const second = await serve({ env: keys });
    const answer = await fetch(`${second.url}/api/events?userId=kept&limit=200`, {
      headers: { authorization: `Bearer ${keys.MOORING_API_KEY}` },
    });
    const { items } = (await answer.json()) as { items: unknown[] };
    expect(items.length).toBeGreaterThanOrEqual(accepted);
  });

  it('names PORT when it is taken, and the variable that is wrong', async () => {
    const server = await serve();
    const port = new URL(server.url).port;
    const other = await mkdtemp(join(tmpdir(), 'mooring-start-'));
    const taken = await mooring(['serve'], { PORT: port, DATA_DIR: other });
    await rm(other, { recursive: true });
    expect([taken.code, taken.err]).toEqual([
      1,
      `PORT: ${port} is already taken on 127.0.0.1. Set PORT to a free one.\n`,
    ]);
    const wrong = await mooring(['serve'], { PORT: 'http', PUBLIC_URL: 'mooring' });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/^PORT: .*\nPUBLIC_URL: /);
  });
});

describe('the command line', () => {
  it('makes people and keys beside a running server', async () => {
    const server = await serve();
    const invited = await mooring(['user', 'add', 'max@harbour.example', '--role', 'marketer'], {
      PUBLIC_URL: server.url,
    });
    const token = invited.out.trim().split('/invitation/')[1];
    const shown = await fetch(`${server.url}/api/invitations/${token}`);
    expect(await shown.json()).toMatchObject({ email: 'max@harbour.example', role: 'marketer' });
    const key = await mooring(['key', 'add', 'script', '--kind', 'api', '--role', 'viewer']);
    const contacts = await fetch(`${server.url}/api/contacts`, {
      headers: { authorization: `Bearer ${key.out.trim()}` },
    });
    expect(contacts.status).toBe(200);
    const wrong = await mooring(['key', 'add', 'script', '--kind', 'door']);
    expect([wrong.code, wrong.err]).toEqual([1, '--kind: use one of api, server, browser.\n']);
  });

  it('checks a workflow document', async () => {
    const file = join(dataDir, 'workflow.json');
    await writeFile(file, '{"format":"mooring.workflow/1","name":"Empty"}');
    const checked = await mooring(['workflows', 'validate', file]);
    expect(checked.code).toBe(1);
    expect(checked.out).toMatch(/cannot be published: \d+ errors?\./);
    expect((await mooring(['workflows', 'validate', `${file}.missing`])).err).toContain('it cannot be read');
  });

  it('takes workflows out as files, and keeps or publishes what comes back', async () => {
    const dir = join(dataDir, 'workflows');
    const key = 'hello';
    const document = {
      format: 'mooring.workflow/1',
      key,
      name: 'Hello',
      subject: 'contact',
      entry: { trigger: { kind: 'manual' } },
      start: 'rest',
      steps: { rest: { kind: 'wait', for: '1d', next: 'end' }, end: { kind: 'exit' } },
    };
    const file = join(dataDir, 'hello.json');
    await writeFile(file, JSON.stringify(document));
    const astray = join(dataDir, 'astray-given.json');
    await writeFile(astray, JSON.stringify({ ...document, key: '../astray' }));
    expect((await mooring(['workflows', 'push', file, astray])).out).toBe(
      `${file}: created\n${astray}: created\n`,
    );
    const live = await mooring(['workflows', 'pull', key, '--live', '--dir', dir]);
    expect([live.code, live.err]).toEqual([1, 'hello: it was never published.\n']);

    const published = await mooring(['workflows', 'push', '--publish', file]);
    expect(published.out).toContain(`${file}: unchanged, published as version 1\n`);
    expect((await mooring(['workflows', 'pull', '--live', '--dir', dir])).out).toBe(`${dir}/hello.json\n`);
    expect(JSON.parse(await readFile(join(dir, 'hello.json'), 'utf8'))).toMatchObject(document);

    await writeFile(file, JSON.stringify({ ...document, name: 'Broken', steps: {} }));
    const refused = await mooring(['workflows', 'push', '--publish', file]);
    expect([refused.code, refused.out]).toEqual([
      1,
      expect.stringContaining('cannot be published: 2 errors'),
    ]);
    await mooring(['workflows', 'pull', '--dir', dir]);
    expect((await readdir(dir)).sort()).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}\.json$/),
      'hello.json',
    ]);
    expect(existsSync(join(dataDir, 'astray.json'))).toBe(false);
    expect(JSON.parse(await readFile(join(dir, 'hello.json'), 'utf8'))).toEqual(document);
    expect((await mooring(['workflows', 'push', file, file])).err).toContain('has the key “hello” too');
  }, 60_000);

  it('finds nothing to mend on a sound machine', async () => {
    const looked = await mooring(['doctor'], { PORT: '0' });
    expect([looked.code, looked.out.match(/^ok/gm)?.length]).toEqual([0, 6]);
  });
});
