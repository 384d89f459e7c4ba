import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HookRecord } from '../../../server/ports/hooks.ts';
import { receiveNotice } from '../../../server/use-cases/billing/receive-notice.ts';
import { listCalls } from '../../../server/use-cases/contacts/calls.ts';
import { changePermissions } from '../../../server/use-cases/contacts/change-contact.ts';
import { eraseContact, eraseContactJob } from '../../../server/use-cases/contacts/erase-contact.ts';
import { exportContact } from '../../../server/use-cases/contacts/export-contact.ts';
import { findContact } from '../../../server/use-cases/contacts/find-contact.ts';
import { readmitContact } from '../../../server/use-cases/contacts/readmit-contact.ts';
import { countDays } from '../../../server/use-cases/counting/count-days.ts';
import { receiveDelivery } from '../../../server/use-cases/hooks/receive-delivery.ts';
import { actOnContacts } from '../../../server/use-cases/many/act-on-many.ts';
import { finishMerges } from '../../../server/use-cases/merging/finish-merges.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { uploadTable } from '../../../server/use-cases/tables/imports.ts';
import { enrol } from '../../../server/use-cases/workflows/enrol.ts';
import { hookMapping } from '../../../shared/hook.ts';
import { inside } from '../../contracts/stores/schema.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

const call = { query: {}, body: undefined, actor: admin };

describe('erasing somebody', () => {
  let world: World;
  let workflow: string;
  beforeAll(async () => {
    world = await openWorld();
    workflow = await world.publish({
      format: 'mooring.workflow/1',
      name: 'Rescue',
      entry: { trigger: { kind: 'event', event: 'Cancel Clicked' } },
      start: 'task',
      steps: {
        task: { kind: 'create-task', title: 'Call {{ contact.traits.firstName }}', next: 'mail' },
        mail: {
          kind: 'send-email',
          subject: 'Dear {{ contact.traits.firstName }}',
          body: 'Stay.',
          exits: { sent: 'wait', notSent: 'wait' },
        },
        wait: { kind: 'wait', for: '30d', next: 'end' },
        end: { kind: 'exit' },
      },
    });
    await createSegment(world.runtime, {
      ...call,
      params: {},
      body: {
        key: 'pro',
        name: 'Pro',
        subject: 'contact',
        when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] },
      },
    });
  });
  afterAll(() => world.close());

  /** Somebody of whom every store knows something. */
  async function somebody(name: string, isListed = true): Promise<string> {
    await world.identify(name, { email: `${name}@mail.test`, firstName: `First ${name}`, plan: 'pro' });
    await world.group(name, 'acme', { name: 'Acme' });
    const yesterday = new Date(world.now().getTime() - 3 * 86_400_000).toISOString();
    await world.track(name, 'Signed In', {}, { timestamp: yesterday, anonymousId: `device of ${name}` });
    await world.track(name, 'Cancel Clicked', { why: `${name} says so` });
    const wrong = { userId: name, event: 7 };
    await world.runtime.ingest.call('track', wrong, writeKey, 10).catch(() => undefined);
    await world.settle();
    if (!isListed) return (await findContact(world.runtime, name)).id;
    await changePermissions(world.runtime, { ...call, params: { userId: name }, body: { phone: 'denied' } });
    await enrol(world.runtime, { ...call, params: { id: workflow }, body: { userIds: [name, `x ${name}`] } });
    await countDays(world.runtime);
    await world.settle();
    return (await findContact(world.runtime, name)).id;
  }

  /** Everything in the database as one text, asked over a connection of its own. */
  const everything = () =>
    inside(world.database.uri, async (database) => {
      const texts: string[] = [];
      for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray())
        for (const document of await database.collection(name).find().toArray())
          texts.push(`${name} ${JSON.stringify(document)}`);
      return texts;
    });
  const mentionsOf = async (name: string) => (await everything()).filter((text) => text.includes(name));

  const finish = async () => {
    await world.runtime.runner.settled();
    world.sleep('2m');
    await world.runtime.runner.resume();
    await world.runtime.runner.settled();
  };

  it('leaves no word of them anywhere, and nothing that belonged to them', async () => {
    const id = await somebody('wanda');
    const action = { kind: 'task', title: 'Call', assignee: 'admin', dueIn: '1d', priority: 'low' } as const;
    for (const whom of [{ userIds: ['wanda'] }, { matching: { search: 'wanda' } }])
      await actOnContacts(world.runtime, { ...call, params: {}, body: { ...whom, action } });
    await world.settle();
    const of = async (text: string) => [
      ...new Set((await mentionsOf(text)).map((line) => line.split(' ')[0])),
    ];
    expect((await of('wanda')).sort()).toEqual(
      expect.arrayContaining([
        'calls',
        'contacts',
        'counters',
        'enrolments',
        'events',
        'jobs',
        'messages',
        'tasks',
      ]),
    );
    await eraseContact(world.runtime, { ...call, params: { userId: 'wanda' } });
    await finish();
    // The refused id stood in the list of a job as well, and names nobody.
    expect(await of('wanda')).toEqual(['jobs']);
    expect((await mentionsOf('wanda')).every((text) => text.includes('x wanda'))).toBe(true);
    expect((await of(id)).sort()).toEqual(['audit', 'jobs']);
  });

  it('reaches what others told: deliveries, billing, kept answers and uploaded tables', async () => {
    const { runtime } = world;
    await somebody('olga', false);
    const mail = 'Olga@Mail.test';
    const hook: HookRecord = {
      id: 'crm',
      name: 'CRM',
      proof: { kind: 'token', header: 'Authorization' },
      mapping: hookMapping.parse({ type: 'identify', userId: '$.who', traits: { email: '$.mail' } }),
      enabled: true,
      secret: 's',
      createdAt: world.now(),
    };
    await runtime.hooks.insert(hook);
    await receiveDelivery(runtime, hook, { who: 'olga', mail: mail.toLowerCase() });
    const cus = {
      id: 'cus_1',
      object: 'customer',
      email: mail,
      name: 'Olga',
      metadata: { account_id: 'acme' },
    };
    const notice = {
      id: 'evt_1',
      type: 'customer.updated',
      at: world.now(),
      object: cus,
      previous: { email: mail },
    };
    await receiveNotice(runtime, notice);
    const answer = { id: 'kept', bodyHash: 'h', status: 200, createdAt: world.now() };
    await runtime.idempotency.put({ ...answer, body: { messages: [{ to: [`Olga <${mail}>`] }] } });
    const upload = (name: string, ...rows: string[]) =>
      uploadTable(runtime, {
        kind: 'contacts',
        name,
        source: Readable.from([`id,mail\n${rows.join('\n')}\n`]),
        actor: admin,
      });
    const told = await upload(
      'told.csv',
      ...Array.from({ length: 99 }, (_, index) => `${index},`),
      `x,${mail}`,
    );
    const other = await upload('other.csv', 'not-olga,other@mail.test');
    await world.settle();
    const of = async () => [
      ...new Set((await everything()).flatMap((line) => (/olga@mail/i.test(line) ? line.split(' ')[0] : []))),
    ];
    expect(await of()).toEqual(
      expect.arrayContaining(['billingCustomers', 'billingObjects', 'hookDeliveries', 'idempotency']),
    );

    await eraseContact(runtime, { ...call, params: { userId: 'olga' } });
    await finish();
    expect(await of()).toEqual([]);
    expect(await mentionsOf('olga')).toEqual([expect.stringContaining('other.csv')]);
    const imports = await runtime.imports.list({ limit: 50 });
    expect(imports.items.map(({ id }) => id)).toEqual([other.id]);
    expect(await runtime.tables.mentions(told.id, told, new Set([mail.toLowerCase()]))).toBe(false);

    // What the provider goes on telling does not bring them back.
    await receiveNotice(runtime, { ...notice, id: 'evt_2', at: new Date(world.now().getTime() + 1) });
    await world.settle();
    expect(await of()).toEqual([]);
    expect((await runtime.billingStore.customers([cus.id])).get(cus.id)).toMatchObject({ accountId: 'acme' });
  });

  it('is whole whenever the process dies on the way', async () => {
    let deaths = 0;
    for (let writes = 0; ; writes++) {
      const name = `victim${writes}`;
      const contactId = await somebody(name, false);
      const { runtime } = world;
      const job = {
        id: `erase-${writes}`,
        kind: 'erase-contact',
        state: 'running' as const,
        done: 0,
        total: 16,
        errors: [],
        input: { contactId } as Record<string, unknown>,
        createdAt: world.now(),
        updatedAt: world.now(),
      };
      await runtime.jobs.insert(job);
      const died = await eraseContactJob(dyingAfter(runtime, writes, ['looks', 'moves']), job, {
        save: async () => void (await runtime.jobs.save({ ...job, updatedAt: world.now() })),
      }).then(
        () => false,
        (fault: unknown) => {
          if (!(fault instanceof Killed)) throw fault;
          return true;
        },
      );
      // What the dead process had not thrown away may be told anew at any time.
      await world.track(name, 'Cancel Clicked', {}, { messageId: `again ${name}` });
      await runtime.ingest.settled();
      await finish();
      world.sleep('2m');
      await runtime.runner.resume();
      await runtime.runner.settled();
      await countDays(runtime);
      expect((await mentionsOf(name)).filter((text) => !text.includes(`x ${name}`))).toEqual([]);
      expect((await mentionsOf(contactId)).filter((text) => !/^(audit|jobs) /.test(text))).toEqual([]);
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(9);
  }, 120_000);

  it('keeps them out under every id, until an admin lets them come back', async () => {
    await somebody('zoe');
    await eraseContact(world.runtime, { ...call, params: { userId: 'zoe' } });
    await finish();
    await world.identify('zoe', { firstName: 'Again' });
    await world.track('', 'Signed In', {}, { userId: undefined, anonymousId: 'device of zoe' });
    await world.runtime.ingest.call('alias', { userId: 'other', previousId: 'zoe' }, writeKey, 10);
    await world.settle();
    await expect(findContact(world.runtime, 'zoe')).rejects.toMatchObject({ code: 'CONTACT_UNKNOWN' });
    await expect(findContact(world.runtime, 'device of zoe')).rejects.toMatchObject({
      code: 'CONTACT_UNKNOWN',
    });
    expect((await findContact(world.runtime, 'other')).sourceIds).toEqual(['u:other']);
    const { items } = await listCalls(world.runtime, {
      ...call,
      params: {},
      query: { limit: 5, status: 'rejected' },
    });
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'CONTACT_ERASED' })]));
    expect(JSON.stringify(items)).not.toContain('zoe');

    await readmitContact(world.runtime, { ...call, params: { userId: 'zoe' } });
    await world.identify('zoe', { firstName: 'Again' });
    await world.settle();
    expect((await findContact(world.runtime, 'zoe')).traits).toEqual({ firstName: 'Again' });
    await expect(readmitContact(world.runtime, { ...call, params: { userId: 'zoe' } })).rejects.toMatchObject(
      { code: 'ERASURE_UNKNOWN' },
    );
  });

  it('comes after handing out everything that is kept, as one document', async () => {
    await somebody('exported');
    let text = '';
    for await (const bytes of await exportContact(world.runtime, 'exported'))
      text += new TextDecoder().decode(bytes);
    expect(JSON.parse(text)).toMatchObject({
      format: 'mooring.contact/1',
      contact: { userId: 'exported', traits: { firstName: 'First exported' } },
      sourceIds: ['u:exported', 'a:device of exported'],
      segments: ['pro'],
      events: expect.arrayContaining([expect.objectContaining({ name: 'Signed In' })]),
      messages: [expect.objectContaining({ subject: 'Dear First exported' })],
      tasks: [expect.objectContaining({ title: 'Call First exported' })],
      enrolments: [expect.objectContaining({ workflowId: workflow })],
      moves: [expect.objectContaining({ watch: 's:pro', holds: true })],
      refusedCalls: [expect.objectContaining({ status: 'rejected' })],
    });
    await expect(exportContact(world.runtime, 'nobody')).rejects.toMatchObject({ code: 'CONTACT_UNKNOWN' });
  });

  it('takes along what they became while the job began: another device of theirs', async () => {
    const { runtime } = world;
    const contactId = await somebody('late joiner', false);
    const job = {
      id: 'erases-late-joiner',
      kind: 'erase-contact',
      state: 'running' as const,
      done: 0,
      total: 16,
      errors: [],
      // As the job wrote it down before the calls that follow.
      input: { contactId, sourceIds: ['u:late joiner'], mentions: [], values: [] } as Record<string, unknown>,
      createdAt: world.now(),
      updatedAt: world.now(),
    };
    await runtime.jobs.insert(job);
    const phone = { anonymousId: 'phone of late joiner' };
    await runtime.ingest.call('track', { ...phone, event: 'Signed In' }, writeKey, 100);
    await world.identify('late joiner', {}, phone);
    await world.settle();
    const progress = { save: async () => void (await runtime.jobs.save(job)) };
    await eraseContactJob(runtime, job, progress);
    await eraseContactJob(runtime, job, progress);
    await progress.save();
    world.sleep('2m');
    await finishMerges(runtime);
    expect(await mentionsOf('phone of late joiner')).toEqual([]);
    expect(await mentionsOf('First late joiner')).toEqual([]);
    expect(job.input).toEqual({ contactId });
  });
});
