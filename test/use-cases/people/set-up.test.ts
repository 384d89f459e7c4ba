import { describe, expect, it } from 'vitest';
import { bootstrap } from '../../../server/use-cases/people/bootstrap.ts';
import { secretHash } from '../../../server/use-cases/people/secrets.ts';
import { getSetup, issueSetupToken, setUp } from '../../../server/use-cases/people/set-up.ts';
import { DAY } from '../../../shared/time.ts';
import { fakeWorkspace } from './fake-workspace.ts';

const ada = { email: 'Ada@harbour.example', name: 'Ada', password: 'correct horse' };

describe('the set-up link', () => {
  it('makes the first admin, once', async () => {
    const runtime = fakeWorkspace();
    expect(await getSetup(runtime)).toEqual({ needed: true });
    const token = (await issueSetupToken(runtime)) ?? '';
    const person = await setUp(runtime, { token, ...ada });
    expect(person).toMatchObject({ email: 'ada@harbour.example', role: 'admin', disabled: false });
    expect(await getSetup(runtime)).toEqual({ needed: false });
    await expect(setUp(runtime, { token, ...ada, email: 'eve@evil.example' })).rejects.toMatchObject({
      code: 'SETUP_DONE',
    });
    expect(await issueSetupToken(runtime)).toBeUndefined();
    expect(runtime.audited.map(({ action }) => action)).toEqual(['person.set-up']);
  });

  it('is spent by the first of two who use it at the same moment', async () => {
    const runtime = fakeWorkspace();
    const token = (await issueSetupToken(runtime)) ?? '';
    const both = await Promise.allSettled([
      setUp(runtime, { token, ...ada }),
      setUp(runtime, { token, ...ada, email: 'eve@evil.example' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(runtime.stored.people.size).toBe(1);
  });

  it('is replaced at every start and good for a day', async () => {
    const runtime = fakeWorkspace();
    const old = (await issueSetupToken(runtime)) ?? '';
    const token = (await issueSetupToken(runtime)) ?? '';
    await expect(setUp(runtime, { token: old, ...ada })).rejects.toMatchObject({
      code: 'SETUP_LINK_INVALID',
    });
    await expect(setUp(runtime, { token: '', ...ada })).rejects.toMatchObject({ code: 'SETUP_LINK_INVALID' });
    runtime.move(DAY);
    await expect(setUp(runtime, { token, ...ada })).rejects.toMatchObject({ code: 'SETUP_LINK_INVALID' });
  });

  it('cannot be guessed where none was issued', async () => {
    const runtime = fakeWorkspace();
    for (const token of ['none', 'none.0', '0', 'undefined']) {
      await expect(setUp(runtime, { token, ...ada })).rejects.toMatchObject({ code: 'SETUP_LINK_INVALID' });
    }
  });
});

describe('the environment', () => {
  const wanted = {
    admin: { email: 'ada@harbour.example', password: 'correct horse' },
    apiKey: 'mk_api_first',
    writeKey: 'mk_write_first',
  };

  it('makes an admin and keys; a second start changes nothing', async () => {
    const runtime = fakeWorkspace();
    await bootstrap(runtime, wanted);
    const before = structuredClone({ stored: runtime.stored, audited: runtime.audited });
    await bootstrap(runtime, wanted);
    expect({ stored: runtime.stored, audited: runtime.audited }).toEqual(before);
    expect([...runtime.stored.keys.values()].map(({ kind, role, hint }) => [kind, role, hint])).toEqual([
      ['api', 'admin', 'mk_api_first'],
      ['server', undefined, 'mk_write_fir'],
    ]);
    expect(JSON.stringify([...runtime.stored.keys.values()])).not.toContain('mk_write_first');
  });

  it('replaces a key whose value changed, and leaves the admin’s own password alone', async () => {
    const runtime = fakeWorkspace();
    await bootstrap(runtime, wanted);
    await bootstrap(runtime, {
      ...wanted,
      apiKey: 'mk_api_second',
      admin: { ...wanted.admin, password: 'another one' },
    });
    const hashes = [...runtime.stored.keys.values()].map(({ hash }) => hash);
    expect(hashes).toContain(secretHash('mk_api_second'));
    expect(hashes).not.toContain(secretHash('mk_api_first'));
    const [admin] = runtime.stored.people.values();
    expect(admin?.passwordHash).toBe('hash of correct horse');
  });
});
