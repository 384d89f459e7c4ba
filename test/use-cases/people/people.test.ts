import { describe, expect, it } from 'vitest';
import {
  acceptInvitation,
  getInvitation,
  invitePerson,
} from '../../../server/use-cases/people/invitations.ts';
import { createKeyRing } from '../../../server/use-cases/people/key-ring.ts';
import { createKey, listKeys, revokeKey } from '../../../server/use-cases/people/keys.ts';
import { changePerson, removePerson } from '../../../server/use-cases/people/people.ts';
import { openSession, personOfSession } from '../../../server/use-cases/people/sessions.ts';
import { firstAdmin } from '../../../server/use-cases/people/set-up.ts';
import { signIn } from '../../../server/use-cases/people/sign-in.ts';
import type { Actor } from '../../../server/use-cases/verb.ts';
import { DAY } from '../../../shared/time.ts';
import { fakeWorkspace } from './fake-workspace.ts';

const actor: Actor = { type: 'person', id: 'boss', name: 'Boss', role: 'admin' };
const call = { query: {}, actor };

async function workspace() {
  const runtime = fakeWorkspace();
  const ada = await firstAdmin(runtime, {
    email: 'ada@harbour.example',
    name: 'Ada',
    password: 'correct horse',
  });
  return { runtime, ada };
}

describe('signing in', () => {
  it('takes as much work for an unknown address as for a known one', async () => {
    const { runtime } = await workspace();
    const attempt = (email: string) => signIn(runtime, { email, password: 'wrong' });
    await expect(attempt('ada@harbour.example')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect(runtime.verified()).toBe(1);
    await expect(attempt('nobody@harbour.example')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect(runtime.verified()).toBe(2);
  });

  it('is refused to somebody only invited', async () => {
    const { runtime } = await workspace();
    const body = { email: 'max@harbour.example', role: 'viewer' as const };
    await invitePerson(runtime, { ...call, params: {}, body });
    await expect(signIn(runtime, { email: body.email, password: '' })).rejects.toMatchObject({
      code: 'CREDENTIALS_WRONG',
    });
  });
});

describe('a session', () => {
  it('is stored by a hash of its secret only', async () => {
    const { runtime, ada } = await workspace();
    const { secret } = await openSession(runtime, ada);
    expect(JSON.stringify([...runtime.stored.sessions])).not.toContain(secret);
    expect(await personOfSession(runtime, secret)).toMatchObject({ id: ada.id, role: 'admin' });
    expect(await personOfSession(runtime, 'another')).toBeUndefined();
  });

  it('has the role its person has now', async () => {
    const { runtime, ada } = await workspace();
    await firstAdmin(runtime, { email: 'bea@harbour.example', name: 'Bea', password: 'correct horse' });
    const { secret } = await openSession(runtime, ada);
    await changePerson(runtime, { ...call, params: { id: ada.id }, body: { role: 'viewer' } });
    expect(await personOfSession(runtime, secret)).toMatchObject({ role: 'viewer' });
    await changePerson(runtime, { ...call, params: { id: ada.id }, body: { disabled: true } });
    expect(runtime.stored.sessions.size).toBe(0);
  });
});

describe('an invitation', () => {
  const body = { email: 'Max@Harbour.example', role: 'marketer' as const };
  const tokenIn = (link: string) => link.split('/invitation/')[1] ?? '';

  it('expires after seven days', async () => {
    const { runtime } = await workspace();
    const { link, expiresAt } = await invitePerson(runtime, { ...call, params: {}, body });
    expect(link).toMatch(/^https:\/\/mooring\.example\/invitation\/\w+$/);
    expect(expiresAt).toBe('2026-03-09T09:00:00.000Z');
    runtime.move(7 * DAY);
    const params = { token: tokenIn(link) };
    await expect(getInvitation(runtime, { ...call, params, body: undefined })).rejects.toMatchObject({
      code: 'INVITATION_INVALID',
    });
  });

  it('made again spends the one before', async () => {
    const { runtime } = await workspace();
    const first = await invitePerson(runtime, { ...call, params: {}, body });
    const second = await invitePerson(runtime, { ...call, params: {}, body });
    const accept = { name: 'Max', password: 'a long password' };
    await expect(acceptInvitation(runtime, tokenIn(first.link), accept)).rejects.toMatchObject({
      code: 'INVITATION_INVALID',
    });
    expect(await acceptInvitation(runtime, tokenIn(second.link), accept)).toMatchObject({ role: 'marketer' });
    await expect(invitePerson(runtime, { ...call, params: {}, body })).rejects.toMatchObject({
      code: 'PERSON_EXISTS',
    });
    expect(JSON.stringify(runtime.audited)).not.toContain(tokenIn(second.link));
  });
});

describe('the last admin', () => {
  it('stays, also when two admins remove each other at once', async () => {
    const { runtime, ada } = await workspace();
    const bea = await firstAdmin(runtime, {
      email: 'bea@harbour.example',
      name: 'Bea',
      password: 'correct horse',
    });
    const both = await Promise.allSettled(
      [ada, bea].map(({ id }) => removePerson(runtime, { ...call, params: { id }, body: undefined })),
    );
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(runtime.stored.people.size).toBe(1);
  });
});

describe('keys', () => {
  it('are listed newest first, page by page, without their secrets', async () => {
    const { runtime } = await workspace();
    for (const name of ['one', 'two', 'three']) {
      await createKey(runtime, { ...call, params: {}, body: { kind: 'server', name } });
      runtime.move(1_000);
    }
    const list = (cursor?: string) =>
      listKeys(runtime, { ...call, params: {}, body: undefined, query: { limit: 2, cursor } });
    const first = await list();
    const second = await list(first.next ?? '');
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['three', 'two', 'one']);
    expect(second.next).toBeNull();
    expect(Object.keys(first.items[0] ?? {})).not.toContain('hash');
  });

  it('are found in memory, and forgotten within two seconds of being revoked elsewhere', async () => {
    const { runtime } = await workspace();
    const ring = createKeyRing(runtime);
    const made = await createKey(runtime, { ...call, params: {}, body: { kind: 'browser', name: 'site' } });
    expect(await ring.find(made.secret)).toMatchObject({ id: made.id, kind: 'browser' });
    await revokeKey(runtime, { ...call, params: { id: made.id }, body: undefined });
    runtime.move(2_000);
    expect(await ring.find(made.secret)).toBeUndefined();
  });

  it('cost one query for any number of unknown secrets at once', async () => {
    const { runtime } = await workspace();
    let queries = 0;
    const all = runtime.keys.all;
    const ring = createKeyRing({
      ...runtime,
      keys: {
        ...runtime.keys,
        all: () => {
          queries += 1;
          return all();
        },
      },
    });
    await Promise.all(Array.from({ length: 100 }, (_, index) => ring.find(`guess ${index}`)));
    expect(queries).toBe(1);
  });
});
