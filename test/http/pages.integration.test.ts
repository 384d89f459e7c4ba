import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsubscribeToken } from '../../server/use-cases/delivery/unsubscribe-link.ts';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
let editorDir: string;
beforeAll(async () => {
  editorDir = await mkdtemp(join(tmpdir(), 'mooring-editor-'));
  await mkdir(join(editorDir, 'assets'));
  await writeFile(join(editorDir, 'index.html'), '<!doctype html><title>Mooring</title>');
  await writeFile(join(editorDir, 'assets', 'main-abc123.js'), 'export {};');
  server = await openServer({
    editorDir,
    verifySendGrid: (body, signature) => signature === `signed ${body.length}`,
  });
});
afterAll(async () => {
  await server.close();
  await rm(editorDir, { recursive: true });
});

describe('the editor', () => {
  it('is the same page at every address that is no file', async () => {
    for (const path of ['/', '/workflows/abc', '/setup?token=x']) {
      const answer = await server.call('GET', path, { key: null });
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.text).toContain('<title>Mooring');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    expect((await server.call('GET', '/missing.js', { key: null })).status).toBe(404);
  });

  it('may be kept for good where names change with contents', async () => {
    const answer = await server.call('GET', '/assets/main-abc123.js', { key: null });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.text).toBe('export {};');
    const plain = await server.call('GET', '/assets/main-abc123.js', {
      key: null,
      headers: { 'accept-encoding': 'identity' },
    });
    expect([plain.headers.get('content-encoding'), plain.text]).toEqual([null, 'export {};']);
    for (const path of [
      '/assets/missing.js',
      '/assets/..%2f..%2fsecret.js',
      '/assets/%2e%2e/%2e%2e/secret.js',
    ])
      expect([path, (await server.call('GET', path, { key: null })).status]).toEqual([path, 404]);
  });
});

describe('an unsubscribe link', () => {
  it('changes nothing when opened, and unsubscribes when posted, by a mail program too', async () => {
    const { world } = server;
    await world.identify('leaver', { email: 'leaver@harbour.example' });
    await world.settle();
    const contact = (await world.runtime.contacts.bySourceIds(['u:leaver'])).get('u:leaver');
    const path = `/u/${unsubscribeToken(world.runtime.installation, { contactId: contact?.id ?? '' })}`;
    const permission = async () =>
      (await server.call('GET', '/api/contacts/leaver')).body.permissions.email as string;

    const opened = await server.call('GET', path, { key: null });
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await permission()).toBe('unknown');

    const posted = await server.call('POST', path, {
      key: null,
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://mail.example' },
    });
    expect(posted.status).toBe(200);
    expect(await permission()).toBe('denied');
    expect(server.log()).not.toContain(path);
  });

  it('that is not ours says so', async () => {
    const answer = await server.call('GET', '/u/forged.token', { key: null });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

describe('SendGrid’s webhook', () => {
  it('is read only when it is signed', async () => {
    const body = JSON.stringify([{ event: 'delivered', mooring_message: 'm1' }]);
    const forged = await server.call('POST', '/hooks/sendgrid', { key: null, body });
    expect([forged.status, forged.body.code]).toEqual([401, 'SIGNATURE_INVALID']);
    const signed = await server.call('POST', '/hooks/sendgrid', {
      key: null,
      body,
      headers: { 'x-twilio-email-event-webhook-signature': `signed ${body.length}` },
    });
    expect(signed.status).toBe(204);
  });
});

describe('what operators look at', () => {
  it('answers health, readiness and metrics on this machine', async () => {
    expect((await server.call('GET', '/healthz', { key: null })).body).toEqual({ status: 'ok' });
    expect((await server.call('GET', '/readyz', { key: null })).body).toEqual({
      status: 'ready',
      providersDown: { mail: 0, hook: 0, billing: 0 },
    });
    const metrics = await server.call('GET', '/metrics', { key: null });
    expect(metrics.text).toContain('mooring_http_requests_total');
  });

  it('shows metrics through a proxy only to API keys', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect((await server.call('GET', '/metrics', { key: null, headers })).status).toBe(401);
    expect((await server.call('GET', '/metrics', { headers })).status).toBe(200);
  });
});
