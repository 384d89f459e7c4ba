import { describe, expect, it } from 'vitest';
import type { Stores } from '../../../server/ports/index.ts';
import type { TestCase } from '../../../server/ports/test-cases.ts';
import type { JobRecord, PersonRecord } from '../../../server/ports/workspace.ts';
import { at, aWorkflow, freshId } from './build.ts';
import { oddKeys } from './people-and-events.ts';
import { walk } from './walk.ts';

export function workflowContract(stores: () => Stores): void {
  describe('workflows', () => {
    it('keep drafts exactly and are found by id and key', async () => {
      const { workflows } = stores();
      const record = aWorkflow({ key: freshId('key'), document: { steps: oddKeys } });
      await workflows.insert(record);
      expect(await workflows.byId(record.id)).toEqual(record);
      expect(await workflows.byKey(record.key ?? '')).toEqual(record);
      expect(await workflows.byKey('no-such-key')).toBeUndefined();
      expect([...(await workflows.byIds([record.id])).values()]).toEqual([record]);
      await workflows.delete(record.id);
      expect(await workflows.byId(record.id)).toBeUndefined();
    });

    it('refuse a key that is another’s, when inserted and when saved', async () => {
      const { workflows } = stores();
      const key = freshId('key');
      const other = aWorkflow();
      await workflows.insert(aWorkflow({ key }));
      await workflows.insert(other);
      await workflows.insert(aWorkflow());
      const taken = expect.objectContaining({ code: 'WORKFLOW_KEY_TAKEN', facts: { key } });
      await expect(workflows.insert(aWorkflow({ key }))).rejects.toEqual(taken);
      await expect(workflows.save({ ...other, key, rev: 2 }, 1)).rejects.toEqual(taken);
      expect(await workflows.byId(other.id)).toEqual(other);
    });

    it('are saved where the revision holds, and move the epoch', async () => {
      const { workflows } = stores();
      const record = aWorkflow();
      await workflows.insert(record);
      const before = await workflows.epoch();
      expect(await workflows.save({ ...record, name: 'One', rev: 2 }, 1)).toBe(true);
      expect(await workflows.epoch()).toBeGreaterThan(before);
      expect(await workflows.save({ ...record, name: 'Two', rev: 2 }, 1)).toBe(false);
      expect((await workflows.byId(record.id))?.name).toBe('One');
      const then = await workflows.epoch();
      await workflows.bumpEpoch();
      expect(await workflows.epoch()).toBeGreaterThan(then);
    });

    it('are listed last changed first, by status and the start of any word', async () => {
      const { workflows } = stores();
      const word = freshId('trial');
      const made = (minute: number, status: 'draft' | 'live') =>
        aWorkflow({ name: `Before ${word} ends`, status, updatedAt: at(minute) });
      const there = [made(1, 'draft'), made(3, 'live'), made(2, 'draft')];
      for (const record of there) await workflows.insert(record);
      const search = word.toUpperCase();
      const seen = await walk((request) => workflows.list({ ...request, search }), 1);
      expect(seen.map(({ updatedAt }) => updatedAt)).toEqual([at(3), at(2), at(1)]);
      expect((await workflows.list({ limit: 9, search, status: 'live' })).items).toEqual([there[1]]);
      expect((await workflows.list({ limit: 1, status: 'draft' })).items).toHaveLength(1);
      expect((await workflows.list({ limit: 1 })).items).toHaveLength(1);
    });

    it('publish each version number once, and hand out what is live', async () => {
      const { workflows } = stores();
      const live = aWorkflow({ status: 'live', liveVersion: 2 });
      const text = { subject: 'S', html: '<p>', text: 'T' };
      const version = (number: number) => ({
        workflowId: live.id,
        version: number,
        document: { name: `v${number}`, steps: oddKeys },
        texts: { 'step.one': text },
        publishedAt: at(number),
      });
      await workflows.insert(live);
      for (const number of [1, 2, 10]) expect(await workflows.insertVersion(version(number))).toBe(true);
      expect(await workflows.insertVersion({ ...version(2), texts: {} })).toBe(false);
      expect(await workflows.version(live.id, 2)).toEqual(version(2));
      expect(await workflows.version(live.id, 3)).toBeUndefined();
      const all = await walk((request) => workflows.versions(live.id, request), 1);
      expect(all.map((record) => record.version)).toEqual([10, 2, 1]);
      const published = await workflows.published();
      expect(published.find(({ record }) => record.id === live.id)).toEqual({
        record: live,
        version: version(2),
      });
    });
  });

  describe('templates', () => {
    it('have one owner per key and are changed and deleted by it', async () => {
      const { templates } = stores();
      const key = freshId('template');
      const template = { key, name: 'N', subject: 'S', body: 'B', revision: 1, updatedAt: at(0) };
      expect(await templates.insert(template)).toBe(true);
      expect(await templates.insert(template)).toBe(false);
      await templates.save({ ...template, subject: 'T', revision: 2 });
      expect(await templates.byKey(key)).toEqual({ ...template, subject: 'T', revision: 2 });
      expect((await templates.all()).map((one) => one.key)).toContain(key);
      expect(await templates.delete(key)).toBe(true);
      expect(await templates.delete(key)).toBe(false);
    });
  });

  describe('saved tests', () => {
    it('are read in the order they were made, and go one by one, with their workflow and with their contact', async () => {
      const { testCases } = stores();
      const [workflowId, userId] = [freshId('workflow'), freshId('user')];
      const first: TestCase = {
        id: freshId('test'),
        workflowId,
        name: 'N',
        request: {},
        expected: { path: ['a:next'], status: 'completed' },
        createdAt: at(0),
      };
      const [ofUser, last] = [
        { ...first, id: freshId('test'), userId, createdAt: at(1) },
        { ...first, id: freshId('test'), createdAt: at(2) },
      ];
      await testCases.insert([last, ofUser, first]);
      await testCases.insert([{ ...first, name: 'Other' }]);
      expect(await testCases.ofWorkflow(workflowId, 9)).toEqual([first, ofUser, last]);
      expect(await testCases.ofWorkflow(workflowId, 1)).toEqual([first]);
      await testCases.deleteOfUsers([userId]);
      expect(await testCases.delete(freshId('workflow'), first.id)).toBe(false);
      expect(await testCases.delete(workflowId, first.id)).toBe(true);
      expect(await testCases.delete(workflowId, first.id)).toBe(false);
      expect(await testCases.ofWorkflow(workflowId, 9)).toEqual([last]);
      await testCases.deleteOfWorkflow(workflowId);
      expect(await testCases.ofWorkflow(workflowId, 9)).toEqual([]);
    });
  });
}

export function doorContract(stores: () => Stores): void {
  function aPerson(differs: Partial<PersonRecord> = {}): PersonRecord {
    const id = freshId('person');
    return {
      id,
      email: `${id}@example.com`,
      name: id,
      role: 'admin',
      disabled: false,
      createdAt: at(0),
      ...differs,
    };
  }

  describe('people', () => {
    it('have one e-mail each, and are found by id, e-mail and invitation', async () => {
      const { people } = stores();
      const invitation = { tokenHash: freshId('hash'), expiresAt: at(60) };
      const person = aPerson({ invitation });
      const before = await people.count();
      expect(await people.insert(person)).toBe(true);
      expect(await people.insert(aPerson({ email: person.email }))).toBe(false);
      expect(await people.count()).toBe(before + 1);
      expect(await people.byId(person.id)).toEqual(person);
      expect(await people.byEmail(person.email.toUpperCase())).toEqual(person);
      expect(await people.byInvitation(invitation.tokenHash)).toEqual(person);
      const { invitation: _, ...accepted } = { ...person, passwordHash: 'argon' };
      await people.save(accepted);
      expect(await people.byId(person.id)).toEqual(accepted);
      expect(await people.byInvitation(invitation.tokenHash)).toBeUndefined();
      const other = aPerson();
      await people.insert(other);
      await expect(people.save({ ...other, email: person.email })).rejects.toMatchObject({
        code: 'PERSON_EXISTS',
      });
    });

    it('count as admins when they can act, and are listed in order of coming', async () => {
      const { people } = stores();
      const before = await people.countAdmins();
      const admin = aPerson({ passwordHash: 'argon', createdAt: at(90) });
      await people.insert(admin);
      await people.insert(aPerson({ passwordHash: 'argon', disabled: true, createdAt: at(91) }));
      await people.insert(aPerson({ passwordHash: 'argon', role: 'viewer', createdAt: at(92) }));
      await people.insert(aPerson({ createdAt: at(93) }));
      expect(await people.countAdmins()).toBe(before + 1);
      const seen = await walk((request) => people.list(request), 2);
      const times = seen.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(seen).toHaveLength(await people.count());
      await people.delete(admin.id);
      expect(await people.countAdmins()).toBe(before);
    });
  });

  describe('sessions', () => {
    it('are kept until they end, are touched and deleted', async () => {
      const { sessions } = stores();
      const [personId, far] = [freshId('person'), new Date(Date.UTC(2199, 0, 1))];
      const session = { id: freshId('session'), personId, createdAt: at(0), seenAt: at(0), expiresAt: far };
      const other = { ...session, id: freshId('session') };
      await sessions.insert(session);
      await sessions.insert(other);
      await sessions.touch(session.id, at(5));
      await sessions.touch(session.id, at(3));
      expect(await sessions.byId(session.id)).toEqual({ ...session, seenAt: at(5) });
      await sessions.delete(session.id);
      expect(await sessions.byId(session.id)).toBeUndefined();
      await sessions.deleteOf(personId);
      expect(await sessions.byId(other.id)).toBeUndefined();
    });
  });

  describe('keys', () => {
    it('are found by hash, and coming and going moves the epoch', async () => {
      const { keys, workflows } = stores();
      const id = freshId('key');
      const key = {
        id,
        kind: 'server',
        name: 'K',
        hint: 'abc',
        hash: `hash-${id}`,
        createdAt: at(0),
      } as const;
      const before = await workflows.epoch();
      await keys.insert(key);
      const then = await workflows.epoch();
      expect(then).toBeGreaterThan(before);
      await keys.used(id, at(4));
      await keys.used(id, at(2));
      expect(await keys.byHash(key.hash)).toEqual({ ...key, lastUsedAt: at(4) });
      expect((await keys.all()).map((one) => one.id)).toContain(id);
      expect(await keys.delete(id)).toBe(true);
      expect(await keys.delete(id)).toBe(false);
      expect(await workflows.epoch()).toBeGreaterThan(then);
    });
  });
}

export function housekeepingContract(stores: () => Stores): void {
  describe('settings', () => {
    it('have their defaults until they are saved, and move the epoch', async () => {
      const { settings, workflows } = stores();
      const defaults = await settings.get();
      expect(defaults).toMatchObject({ zone: 'UTC', sendingStopped: false });
      const before = await workflows.epoch();
      await settings.save({ ...defaults, companyName: 'Acme' });
      expect((await settings.get()).companyName).toBe('Acme');
      expect(await workflows.epoch()).toBeGreaterThan(before);
    });

    it('keep the first secret of a name whoever asks first', async () => {
      const { settings } = stores();
      const name = freshId('secret');
      const given = await Promise.all(
        Array.from({ length: 6 }, (_, n) => settings.secret(name, `fresh-${n}`)),
      );
      expect(new Set(given).size).toBe(1);
      await settings.forgetSecret(name);
      expect(await settings.secret(name, 'new')).toBe('new');
    });
  });

  describe('jobs', () => {
    it('are saved whole and taken up again when nobody touched them', async () => {
      const { jobs } = stores();
      const job: JobRecord = {
        id: freshId('job'),
        kind: 'import',
        state: 'running',
        done: 0,
        total: 3,
        errors: [],
        input: oddKeys,
        createdAt: at(0),
        updatedAt: at(0),
      };
      await jobs.insert(job);
      // A part is dealt with by the job it is a part of.
      await jobs.insert({ ...job, id: `${job.id}-0`, partOf: job.id });
      expect(await jobs.stale(at(1))).toEqual([job]);
      expect(await jobs.stale(at(0))).toEqual([]);
      const done = { ...job, state: 'done', done: 3, result: { 'a.b': 1 } } as const;
      expect(await jobs.save(done)).toBe(true);
      expect(await jobs.byId(job.id)).toEqual(done);
      expect(await jobs.cancel(job.id, at(2))).toBe(false);
      expect(await jobs.walk({ limit: 1_000, after: '' })).toContainEqual(done);
      expect(await jobs.walk({ limit: 1_000, after: job.id })).not.toContainEqual(done);
      expect(await jobs.stale(at(1))).toEqual([]);
    });

    it('are cancelled while they run, and then written no more', async () => {
      const { jobs } = stores();
      const base = { kind: 'import', done: 0, total: 3, errors: [], input: {} };
      const job: JobRecord = {
        ...base,
        id: freshId('job'),
        state: 'running',
        createdAt: at(0),
        updatedAt: at(0),
      };
      await jobs.insert(job);
      expect(await jobs.cancel(job.id, at(2))).toBe(true);
      expect(await jobs.save({ ...job, done: 1 })).toBe(false);
      expect(await jobs.byId(job.id)).toEqual({ ...job, state: 'cancelled', updatedAt: at(2) });
    });
  });

  describe('answers kept for a repeated request', () => {
    it('stay as first given', async () => {
      const { idempotency, audit } = stores();
      const createdAt = new Date(Date.UTC(2199, 0, 1));
      const answer = { id: freshId('answer'), bodyHash: 'h', status: 201, body: oddKeys, createdAt };
      await idempotency.put(answer);
      await idempotency.put({ ...answer, status: 500 });
      expect(await idempotency.get(answer.id)).toEqual(answer);
      expect(await idempotency.get('none')).toBeUndefined();
      expect(await idempotency.walk({ limit: 500, after: '' })).toContainEqual(answer);
      expect(await idempotency.walk({ limit: 500, after: answer.id })).not.toContainEqual(answer);
      await idempotency.forget([answer.id]);
      expect(await idempotency.get(answer.id)).toEqual({ ...answer, body: null, erased: true });
      await audit.append({ id: freshId('entry'), at: at(0), by: 'system', action: 'a', target: 't' });
    });
  });

  describe('the log of changes', () => {
    it('tells what was done to one thing, newest first', async () => {
      const { audit } = stores();
      const target = freshId('target');
      const entry = (second: number) => ({
        id: freshId('entry'),
        at: at(second),
        by: 'p',
        action: 'a',
        target,
      });
      const [first, second] = [entry(1), { ...entry(2), detail: { version: 3 } }];
      await audit.append(first);
      await audit.append(second);
      await audit.append({ ...entry(3), target: freshId('target') });
      expect(await walk((request) => audit.ofTarget(target, request), 1)).toEqual([second, first]);
      const unnamed = freshId('target');
      await audit.redact(target, unnamed);
      expect(await walk((request) => audit.ofTarget(target, request), 1)).toEqual([]);
      const { detail: _, ...bare } = second;
      expect(await walk((request) => audit.ofTarget(unnamed, request), 1)).toEqual([
        { ...bare, target: unnamed },
        { ...first, target: unnamed },
      ]);
    });
  });

  describe('presence', () => {
    it('is of those heard of lately, each browser tab once, until they leave', async () => {
      const { presence } = stores();
      const workflowId = freshId('w');
      const anna = { workflowId, session: 'tab-anna', person: 'p1', name: 'Anna', step: 's1' };
      const ben = { workflowId, session: 'tab-ben', person: 'p2', name: 'Ben' };
      await presence.say(ben, at(0));
      await presence.say(anna, at(5));
      await presence.say({ ...anna, workflowId: freshId('w') }, at(5));
      expect(await presence.of(workflowId, at(-1))).toEqual([anna, ben]);
      expect(await presence.of(workflowId, at(1))).toEqual([anna]);
      const { step: _, ...moved } = anna;
      await presence.say(moved, at(6));
      expect(await presence.of(workflowId, at(1))).toEqual([moved]);
      await presence.leave(workflowId, anna.session);
      expect(await presence.of(workflowId, at(-1))).toEqual([ben]);
    });
  });

  describe('leases', () => {
    it('belong to one at a time, by the database’s time', async () => {
      const { leases } = stores();
      const [a, b] = [freshId('$worker'), freshId('$worker')];
      const taken = await Promise.all([leases.take(1, a, 60_000), leases.take(1, b, 60_000)]);
      expect(taken.filter(Boolean)).toHaveLength(1);
      const [holder, other] = taken[0] ? [a, b] : [b, a];
      expect(await leases.take(1, holder, 60_000)).toBe(true);
      await leases.release(1, other);
      expect(await leases.take(1, other, 60_000)).toBe(false);
      await leases.release(1, holder);
      // A lease that ended at once is free for the next.
      expect(await leases.take(1, other, -1)).toBe(true);
      expect(await leases.take(1, holder, 60_000)).toBe(true);
    });

    it('are all given up by who leaves, and the living are counted', async () => {
      const { leases } = stores();
      const [a, b] = [freshId('worker'), freshId('worker')];
      expect(await leases.alive(a, 60_000)).toBe(1);
      expect(await leases.alive(b, 60_000)).toBe(2);
      expect(await leases.alive(b, 60_000)).toBe(2);
      await leases.take(7, a, 60_000);
      await leases.take(8, a, 60_000);
      await leases.leave(a);
      expect(await leases.alive(b, 60_000)).toBe(1);
      expect(await leases.take(7, b, 60_000)).toBe(true);
      expect(await leases.take(8, b, 60_000)).toBe(true);
    });
  });
}
