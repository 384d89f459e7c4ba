import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeContact, changePermissions } from '../../../server/use-cases/contacts/change-contact.ts';
import { getContact, getVocabulary, listContacts } from '../../../server/use-cases/contacts/contacts.ts';
import { eraseContact, eraseContactJob } from '../../../server/use-cases/contacts/erase-contact.ts';
import { explainCondition } from '../../../server/use-cases/contacts/explain-condition.ts';
import { changeTask, listTasks } from '../../../server/use-cases/contacts/tasks.ts';
import { getTimeline } from '../../../server/use-cases/contacts/timeline.ts';
import { erasedKey } from '../../../server/use-cases/delivery/suppression-keys.ts';
import { createJobs } from '../../../server/use-cases/jobs.ts';
import { enrolJob } from '../../../server/use-cases/workflows/enrol.ts';
import type { TimelineItem } from '../../../shared/contact.ts';
import { DAY } from '../../../shared/time.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const greeting = {
  format: 'mooring.workflow/1',
  name: 'Greeting',
  entry: { trigger: { kind: 'event', event: 'Signed Up' } },
  start: 'plan',
  steps: {
    plan: {
      kind: 'branch',
      name: 'Which plan',
      paths: [
        {
          id: 'pro',
          label: 'Pro',
          when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] },
          next: 'mail',
        },
      ],
      otherwise: 'end',
    },
    mail: { kind: 'send-email', name: 'Hello mail', subject: 'Hello', body: 'Hi', next: 'call' },
    call: { kind: 'create-task', title: 'Call them', next: 'end' },
    end: { kind: 'exit' },
  },
};

let world: World;
beforeAll(async () => {
  world = await openWorld();
  world.runtime.runner = createJobs(
    () => world.runtime,
    { enrol: enrolJob, 'erase-contact': eraseContactJob },
    { error: (detail) => expect(detail).toBeUndefined() },
  );
  await world.publish(greeting);
});
afterAll(() => world.close());

const call = { query: {}, body: undefined, actor: admin };
const show = (userId: string) => getContact(world.runtime, { ...call, params: { userId } });

async function customer(userId: string): Promise<void> {
  await world.identify(userId, { email: `${userId}@harbour.example`, firstName: 'Uma', plan: 'pro' });
  await world.group(userId, 'acme', { name: 'Acme', mrr: 900 });
  await world.settle();
}

describe('a contact', () => {
  it('is shown with its account, and with what forbids writing to it', async () => {
    await customer('shown');
    expect(await show('shown')).toMatchObject({
      userId: 'shown',
      name: 'Uma',
      account: { id: 'acme', name: 'Acme', mrr: 900 },
      suppressed: undefined,
    });
    await world.runtime.suppressions.add({
      address: 'shown@harbour.example',
      reason: 'bounced',
      at: world.now(),
    });
    expect(await show('shown')).toMatchObject({ suppressed: 'bounced' });
    await expect(show('nobody')).rejects.toMatchObject({ code: 'CONTACT_UNKNOWN' });
  });

  it('is found by the start of its name or address', async () => {
    await customer('searched');
    const search = async (text: string) =>
      (
        await listContacts(world.runtime, { ...call, params: {}, query: { limit: 50, search: text } })
      ).items.map(({ userId }) => userId);
    expect(await search('searched@')).toEqual(['searched']);
    expect(await search('zzz')).toEqual([]);
  });

  it('changes by trait: others stay, null takes one away, a later call wins', async () => {
    await customer('changed');
    const params = { userId: 'changed' };
    const body = { traits: { plan: 'basic', firstName: null, seats: 3 }, tags: ['vip'] };
    const changed = await changeContact(world.runtime, { ...call, params, body });
    expect(changed.traits).toEqual({ email: 'changed@harbour.example', plan: 'basic', seats: 3 });
    expect(changed.tags).toEqual(['vip']);
    await world.pass('1m');
    await world.identify('changed', { plan: 'pro' });
    await world.settle();
    expect((await show('changed')).traits).toMatchObject({ plan: 'pro', seats: 3 });
  });

  it('loses nothing when several change it at once', async () => {
    await customer('busy');
    await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        changeContact(world.runtime, {
          ...call,
          params: { userId: 'busy' },
          body: { traits: { [`t${index}`]: index } },
        }),
      ),
    );
    expect((await show('busy')).traits).toMatchObject({ t0: 0, t1: 1, t2: 2, t3: 3, t4: 4 });
  });

  it('keeps permissions that are not named', async () => {
    await customer('asked');
    const params = { userId: 'asked' };
    await changePermissions(world.runtime, { ...call, params, body: { phone: 'granted' } });
    const changed = await changePermissions(world.runtime, { ...call, params, body: { email: 'denied' } });
    expect(changed.permissions).toEqual({ email: 'denied', phone: 'granted', topicsOff: [] });
  });

  it('tells in the story when somebody agreed to what, how that was told and by whom', async () => {
    await customer('minded');
    const params = { userId: 'minded' };
    const change = (body: object) => changePermissions(world.runtime, { ...call, params, body } as never);
    await change({ email: 'granted', topicsOff: ['Tips'] });
    const first = world.now().toISOString();
    await world.pass('1d');
    await change({ email: 'granted', topicsOff: [], objected: true });
    const { items } = await getTimeline(world.runtime, {
      ...call,
      params,
      query: { limit: 50, kind: 'changes' },
    });
    const told = items.filter(({ kind }) => kind === 'consent');
    expect(told.map(({ at, title, detail }) => [at, title, detail])).toEqual([
      [world.now().toISOString(), 'topic: Tips', 'granted: team'],
      [world.now().toISOString(), 'profiling', 'denied: team'],
      [first, 'topic: Tips', 'denied: team'],
      [first, 'email', 'granted: team'],
    ]);
    expect(told[0]?.properties).toEqual({ by: call.actor.name });
  });
});

describe('a timeline', () => {
  const timeline = (userId: string, limit: number, cursor?: string) =>
    getTimeline(world.runtime, { ...call, params: { userId }, query: { limit, cursor } });

  it('tells events, steps with their reasons, messages and tasks, newest first', async () => {
    await customer('told');
    await world.pass('1h');
    await world.track('told', 'Signed Up', { source: 'ad' });
    await world.settle();
    const { items } = await timeline('told', 50);
    const times = items.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const kinds = new Set(items.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      ['ended', 'entered', 'event', 'group', 'identify', 'message', 'step', 'task'].sort(),
    );
    const branch = items.find(({ step }) => step === 'plan');
    expect(branch).toMatchObject({
      kind: 'step',
      title: 'Which plan',
      detail: 'pro',
      workflowName: 'Greeting',
    });
    expect(branch?.explanation).toMatchObject([{ path: 'pro', explanation: { pass: true } }]);
    expect(items.find(({ kind }) => kind === 'message')).toMatchObject({ title: 'Hello', detail: 'sent' });
  });

  it('pages without losing or repeating anything, whatever happened at one instant', async () => {
    await customer('paged');
    await world.track('paged', 'Signed Up');
    for (let index = 0; index < 7; index++) await world.track('paged', 'Seen', { index });
    await world.settle();
    const whole = (await timeline('paged', 200)).items.map(({ id, kind }) => `${kind} ${id}`);
    expect(new Set(whole).size).toBe(whole.length);
    for (const limit of [1, 2, 3, 5]) {
      const pages: TimelineItem[] = [];
      let cursor: string | undefined;
      do {
        const page = await timeline('paged', limit, cursor);
        pages.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(pages.map(({ id, kind }) => `${kind} ${id}`)).toEqual(whole);
    }
  });
});

describe('a task', () => {
  it('is closed with an outcome, closed once, and can be opened again', async () => {
    await customer('tasked');
    await world.track('tasked', 'Signed Up');
    await world.settle();
    const query = { limit: 50, userId: 'tasked' };
    const [task] = (await listTasks(world.runtime, { ...call, params: {}, query })).items;
    expect(task).toMatchObject({
      title: 'Call them',
      status: 'open',
      contactName: 'Uma',
      workflowName: 'Greeting',
    });
    const params = { id: task?.id ?? '' };
    const change = (body: Parameters<typeof changeTask>[1]['body']) =>
      changeTask(world.runtime, { ...call, params, body });

    const done = await change({ status: 'done', outcome: 'saved', reason: 'Found the export' });
    expect(done).toMatchObject({ status: 'done', outcome: 'saved', closedAt: world.now().toISOString() });
    expect(await change({ status: 'done' })).toEqual(done);
    await expect(change({ status: 'cancelled' })).rejects.toMatchObject({ code: 'TASK_CLOSED' });
    const open = await change({ status: 'open', assignee: 'bea@harbour.example' });
    expect(open).toMatchObject({ status: 'open', assignee: 'bea@harbour.example', outcome: undefined });
    expect(open.closedAt).toBeUndefined();
  });
});

describe('explaining a condition', () => {
  it('says for a contact what each rule saw, also at another instant', async () => {
    await customer('why');
    await world.track('why', 'Exported');
    await world.settle();
    const when = {
      all: [
        { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' },
        {
          fact: 'event',
          params: { event: 'Exported', measure: 'count', within: '7d' },
          operator: 'greaterThan',
          value: 0,
        },
      ],
    };
    const explain = (now?: string) =>
      explainCondition(world.runtime, { ...call, params: {}, body: { when, userId: 'why', now } });
    expect(await explain()).toMatchObject({ pass: true, leaves: [{ actual: 'pro' }, { actual: 1 }] });
    expect(await explain('2026-06-01T00:00:00Z')).toMatchObject({ pass: false, leaves: [{}, { actual: 0 }] });
    await expect(explain('yesterday')).rejects.toMatchObject({ code: 'BODY_INVALID' });
    const wrong = { all: [{ fact: 'weather', operator: 'equal', value: 1 }] };
    await expect(
      explainCondition(world.runtime, { ...call, params: {}, body: { when: wrong, userId: 'why' } }),
    ).rejects.toMatchObject({ code: 'FACT_UNKNOWN' });
  });

  it('says so where something stands in the timeline and came too late to count', async () => {
    await customer('tardy');
    const timestamp = new Date(world.now().getTime() - 40 * DAY).toISOString();
    await world.track('tardy', 'Exported', {}, { timestamp });
    await world.settle();
    const sentences = async (within: string) => {
      const params = { event: 'Exported', measure: 'count', within };
      const when = { all: [{ fact: 'event', params, operator: 'greaterThan', value: 0 }] };
      const body = { when, userId: 'tardy' };
      const { pass, leaves } = await explainCondition(world.runtime, { ...call, params: {}, body });
      expect(pass).toBe(false);
      return leaves.map(({ sentence }) => sentence).join(' ');
    };
    expect(await sentences('60d')).toContain('arrived more than 30 days late');
    expect(await sentences('20d')).not.toContain('late');
  });

  it('says the same of an account and what its people did', async () => {
    await customer('one');
    await customer('two');
    await world.group('one', 'both', { plan: 'team' });
    await world.group('two', 'both', {});
    await world.track('one', 'Exported');
    await world.track('two', 'Exported');
    await world.settle();
    const params = { event: 'Exported', measure: 'count', within: '7d' };
    const when = {
      all: [
        { fact: 'account', path: '$.plan', operator: 'equal', value: 'team' },
        { fact: 'event', params, operator: 'equal', value: 2 },
      ],
    };
    const explain = (who: { userId?: string; accountId?: string }) =>
      explainCondition(world.runtime, { ...call, params: {}, body: { when, ...who } });
    expect(await explain({ accountId: 'both' })).toMatchObject({
      pass: true,
      leaves: [{ actual: 'team' }, { actual: 2 }],
    });
    await expect(explain({ accountId: 'none' })).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    await expect(explain({})).rejects.toMatchObject({ code: 'BODY_INVALID' });
    await expect(explain({ userId: 'one', accountId: 'both' })).rejects.toMatchObject({
      code: 'BODY_INVALID',
    });
  });
});

describe('the vocabulary', () => {
  it('has the names seen so far', async () => {
    const { events, traits } = await getVocabulary(world.runtime, { ...call, params: {} });
    expect(events.map(({ name }) => name)).toContain('Signed Up');
    expect(traits.map(({ fact, path }) => `${fact} ${path}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^contact .*plan/),
        expect.stringMatching(/^account .*mrr/),
      ]),
    );
  });
});

describe('erasing a contact', () => {
  it('leaves nothing but a keyed hash that stops mail, and may be done twice', async () => {
    await customer('gone');
    await world.track('gone', 'Signed Up');
    await world.settle();
    const contact = await show('gone');
    const { job } = await eraseContact(world.runtime, { ...call, params: { userId: 'gone' } });
    await world.runtime.runner.settled();
    await expect(show('gone')).rejects.toMatchObject({ code: 'CONTACT_UNKNOWN' });
    world.sleep('2m');
    await world.runtime.runner.resume();
    await world.runtime.runner.settled();
    const record = await world.runtime.jobs.byId(job);
    expect(record).toMatchObject({ state: 'done', done: record?.total });

    await expect(show('gone')).rejects.toMatchObject({ code: 'CONTACT_UNKNOWN' });
    const { events, enrolments, messages, tasks, suppressions } = world.runtime;
    const page = { limit: 10 };
    expect((await events.timeline(['u:gone'], page)).items).toEqual([]);
    expect((await enrolments.ofSubject(contact.id, page)).items).toEqual([]);
    expect((await messages.list({ contactId: contact.id, ...page })).items).toEqual([]);
    expect((await tasks.list({ contactId: contact.id, ...page })).items).toEqual([]);
    const key = erasedKey(world.runtime.installation, 'gone@harbour.example');
    expect((await suppressions.of([key])).get(key)?.reason).toBe('erased');
    expect(key).not.toContain('gone');

    if (!record) throw new Error('the job is gone');
    await eraseContactJob(world.runtime, record, { save: async () => undefined });

    await world.identify('somebody', { email: 'gone@harbour.example' });
    await world.settle();
    expect(await show('somebody')).toMatchObject({ suppressed: 'erased' });
  });
});
