import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIngest } from '../../server/use-cases/ingest/create-ingest.ts';
import { enrol } from '../../server/use-cases/workflows/enrol.ts';
import { listEnrolments } from '../../server/use-cases/workflows/enrolments.ts';
import { pauseWorkflow } from '../../server/use-cases/workflows/lifecycle.ts';
import { workflowCounts } from '../../server/use-cases/workflows/numbers.ts';
import { publishWorkflow } from '../../server/use-cases/workflows/publish.ts';
import { resumeWorkflow } from '../../server/use-cases/workflows/resume.ts';
import { simulateWorkflow } from '../../server/use-cases/workflows/simulate.ts';
import { admin, openWorld, type World, writeKey } from '../support/world.ts';

const document = (name: string, event: string, change: Record<string, unknown> = {}) => ({
  format: 'mooring.workflow/1',
  name,
  entry: { trigger: { kind: 'event', event }, reentry: { mode: 'once' } },
  start: 'big',
  steps: {
    big: {
      kind: 'branch',
      name: 'High value?',
      paths: [
        {
          id: 'yes',
          label: 'MRR over 400',
          when: { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThanInclusive', value: 400 }] },
          next: 'call',
        },
      ],
      otherwise: 'wait',
    },
    call: {
      kind: 'create-task',
      name: 'Call',
      title: "Call {{ contact.traits.firstName | default: 'them' }}",
      priority: 'high',
      next: 'end',
    },
    wait: { kind: 'wait', name: 'Breathe', for: '2s', next: 'mail' },
    mail: {
      kind: 'send-email',
      name: 'We miss you',
      subject: 'Hello {{ contact.traits.firstName }}',
      body: 'It has been a while.',
      exits: { sent: 'end', notSent: 'call' },
    },
    end: { kind: 'exit' },
  },
  ...change,
});

describe('the main job', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const messagesOf = async (userId: string) => {
    const contact = (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
    return (await world.runtime.messages.list({ limit: 50, contactId: contact?.id })).items;
  };
  const tasksOf = async (userId: string) => {
    const contact = (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
    return (await world.runtime.tasks.list({ limit: 50, contactId: contact?.id })).items;
  };
  const enrolmentsOf = async (userId: string) =>
    (
      await listEnrolments(world.runtime, {
        params: {},
        query: { limit: 50, userId },
        body: undefined,
        actor: admin,
      })
    ).items;

  it('gives the high-value contact a task and the other an e-mail, each once, and tells why', async () => {
    const id = await world.publish(document('Main', 'Cancel Clicked'));
    await world.identify('ada', { firstName: 'Ada', email: 'ada@customer.test' });
    await world.group('ada', 'acme', { name: 'Acme', mrr: 500 });
    await world.identify('bob', { firstName: 'Bob', email: 'bob@customer.test' });
    await world.track('ada', 'Cancel Clicked', {}, { messageId: 'main-1' });
    await world.track('bob', 'Cancel Clicked', {}, { messageId: 'main-2' });
    await world.track('bob', 'Cancel Clicked', {}, { messageId: 'main-2' });
    await world.settle();
    expect(
      (await tasksOf('ada')).map(({ title, priority, assignee }) => ({ title, priority, assignee })),
    ).toEqual([{ title: 'Call Ada', priority: 'high', assignee: 'success-manager' }]);
    expect(await messagesOf('bob')).toEqual([]);
    await world.pass('3s');
    expect(
      (await messagesOf('bob')).map(({ to, subject, status, provider }) => ({
        to,
        subject,
        status,
        provider,
      })),
    ).toEqual([{ to: 'bob@customer.test', subject: 'Hello Bob', status: 'sent', provider: 'preview' }]);
    expect(await messagesOf('ada')).toEqual([]);
    expect(await tasksOf('bob')).toEqual([]);

    const [journey] = await enrolmentsOf('ada');
    expect(journey).toMatchObject({
      status: 'completed',
      workflowName: 'Main',
      steps: [{ step: 'big', exit: 'yes' }, { step: 'call', exit: 'next' }, { step: 'end' }],
    });
    expect(journey?.steps[0]?.explanations?.[0]?.explanation).toMatchObject({
      pass: true,
      leaves: [{ actual: 500, operator: 'greaterThanInclusive', expected: 400, pass: true }],
    });
    const counts = (days?: number) =>
      workflowCounts(world.runtime, { params: { id }, query: { days }, body: undefined, actor: admin });
    expect(await counts()).toMatchObject({
      entered: 2,
      today: 2,
      inside: 0,
      steps: {
        big: { entered: 2, exits: { yes: 1, otherwise: 1 } },
        call: { tasks: { open: 1, done: 0, saved: 0 } },
      },
    });
    // Counted once for all who look; two seconds later anew.
    const [task] = await tasksOf('ada');
    if (task) await world.runtime.tasks.save({ ...task, status: 'done', outcome: 'saved' });
    const [message] = await messagesOf('bob');
    await world.runtime.messages.providerSaid(message?.id ?? '', { openedAt: world.now() });
    expect((await counts()).steps.call?.tasks).toEqual({ open: 1, done: 0, saved: 0 });
    await world.pass('2s');
    const { steps } = await counts();
    expect(steps.call?.tasks).toEqual({ open: 0, done: 1, saved: 1 });
    expect(steps[message?.step ?? '']?.mail).toEqual({ opened: 1, clicked: 0 });
    expect((await counts(1)).steps).toEqual(steps);
    world.sleep('3d');
    expect(await counts(1)).toMatchObject({ entered: 0, today: 0, steps: {} });
    expect(await counts()).toMatchObject({ entered: 2, today: 0 });
  });

  it('takes the path for mail that may not be sent', async () => {
    await world.publish(document('Suppressed', 'Suppressed Clicked'));
    await world.identify('cy', { email: 'cy@customer.test' });
    await world.runtime.suppressions.add({ address: 'cy@customer.test', reason: 'bounced', at: world.now() });
    await world.track('cy', 'Suppressed Clicked');
    await world.pass('3s');
    expect((await messagesOf('cy')).map(({ status, reason }) => ({ status, reason }))).toEqual([
      { status: 'suppressed', reason: 'bounced' },
    ]);
    expect((await tasksOf('cy')).map(({ title }) => title)).toEqual(['Call them']);
  });

  it('replays what a crash left between storing and matching, once', async () => {
    await world.publish(document('Crash', 'Crash Clicked'));
    await world.identify('dan', { email: 'dan@customer.test' });
    await world.settle();
    const dying = createIngest(
      {
        ...world.runtime,
        accounts: undefined as never,
        contacts: { bySourceIds: () => Promise.reject(new Error('killed')) } as never,
      },
      { error: () => undefined },
    );
    expect(
      await dying.call(
        'track',
        { userId: 'dan', event: 'Crash Clicked', messageId: 'crash-1' },
        writeKey,
        10,
      ),
    ).toEqual({ success: true });
    await dying.settled();
    expect(await enrolmentsOf('dan')).toEqual([]);
    await world.pass('11s');
    expect(await world.runtime.ingest.replay()).toBe(1);
    expect(await world.runtime.ingest.replay()).toBe(0);
    await world.pass('3s');
    expect(await messagesOf('dan')).toHaveLength(1);
  });

  it('loses nothing and does nothing twice when two workers move the same people', async () => {
    await world.publish(document('Two', 'Two Clicked'));
    for (let index = 0; index < 40; index++)
      await world.identify(`two${index}`, { email: `two${index}@customer.test` });
    await Promise.all(Array.from({ length: 40 }, (_, index) => world.track(`two${index}`, 'Two Clicked')));
    await world.runtime.ingest.settled();
    await Promise.all([world.pass('3s'), world.settle(), world.settle()]);
    await world.settle();
    for (let index = 0; index < 40; index++) expect(await messagesOf(`two${index}`)).toHaveLength(1);
  });

  it('leaves at once on the exit event, also when it came before the enrolment was written', async () => {
    await world.publish(document('Exits', 'Exit Clicked', { exit: [{ event: 'Renewed' }] }));
    await world.identify('eve', { email: 'eve@customer.test' });
    await world.track(
      'eve',
      'Exit Clicked',
      {},
      { timestamp: new Date(world.now().getTime() - 5_000).toISOString() },
    );
    await world.track(
      'eve',
      'Renewed',
      {},
      { timestamp: new Date(world.now().getTime() - 2_000).toISOString() },
    );
    await world.pass('3s');
    expect(await enrolmentsOf('eve')).toMatchObject([{ status: 'exited', reason: 'event:Renewed' }]);
    expect(await messagesOf('eve')).toEqual([]);
  });

  it('asks what becomes of those who fell due while it was paused', async () => {
    const id = await world.publish(document('Pause', 'Pause Clicked'));
    const call = { params: { id }, query: {}, actor: admin };
    await world.identify('fay', { email: 'fay@customer.test' });
    await world.track('fay', 'Pause Clicked');
    await world.settle();
    await pauseWorkflow(world.runtime, { ...call, body: undefined });
    await world.pass('1m');
    expect(await messagesOf('fay')).toEqual([]);
    await expect(resumeWorkflow(world.runtime, { ...call, body: undefined })).rejects.toMatchObject({
      code: 'RESUME_CHOICE_NEEDED',
      extra: { overdue: 1 },
    });
    await resumeWorkflow(world.runtime, { ...call, body: { overdue: 'once' } });
    await world.settle();
    expect(await messagesOf('fay')).toHaveLength(1);
  });

  it('puts people in by hand, naming those it does not know', async () => {
    const id = await world.publish(document('Hand', 'Never', { entry: { trigger: { kind: 'manual' } } }));
    await world.identify('gus', { email: 'gus@customer.test' });
    await world.runtime.ingest.batch(
      { batch: [{ type: 'track', anonymousId: 'visitor', event: 'Seen' }] },
      writeKey,
      { bytes: 100, historical: false },
    );
    await world.settle();
    const { job } = await enrol(world.runtime, {
      params: { id },
      query: {},
      body: { userIds: ['gus', 'nobody', 'visitor'] },
      actor: admin,
    });
    await world.settle();
    expect(await world.runtime.jobs.byId(job ?? '')).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
      errors: [
        { item: 'nobody', code: 'CONTACT_UNKNOWN' },
        { item: 'visitor', code: 'ANONYMOUS_NOT_ENROLLED' },
      ],
      result: { entered: 1 },
    });
  });

  it('keeps those inside on their version when a new one is published', async () => {
    const id = await world.publish(document('Versions', 'Version Clicked'));
    await world.identify('hal', { email: 'hal@customer.test' });
    await world.track('hal', 'Version Clicked');
    await world.settle();
    const record = await world.runtime.workflows.byId(id);
    const changed = document('Versions', 'Version Clicked');
    changed.steps.mail.subject = 'Changed';
    if (record)
      await world.runtime.workflows.save({ ...record, document: changed, rev: record.rev + 1 }, record.rev);
    expect(
      await publishWorkflow(world.runtime, { params: { id }, query: {}, body: undefined, actor: admin }),
    ).toEqual({ version: 2 });
    await world.pass('3s');
    expect((await messagesOf('hal'))[0]).toMatchObject({ subject: 'Hello', version: 1 });
  });

  it('starts nothing by history, by events older than a day, and for people nobody knows', async () => {
    await world.publish(document('History', 'History Clicked'));
    const old = new Date(world.now().getTime() - 25 * 3_600_000).toISOString();
    await world.track('ivy', 'History Clicked', {}, { timestamp: old });
    await world.runtime.ingest.batch(
      { batch: [{ type: 'track', userId: 'jan', event: 'History Clicked' }] },
      writeKey,
      { bytes: 100, historical: true },
    );
    await world.runtime.ingest.batch(
      { batch: [{ type: 'track', anonymousId: 'anon', event: 'History Clicked' }] },
      writeKey,
      { bytes: 100, historical: false },
    );
    await world.settle();
    expect([...(await enrolmentsOf('ivy')), ...(await enrolmentsOf('jan'))]).toEqual([]);
  });

  it('simulates the same journey without leaving a trace', async () => {
    const id = await world.publish(document('Try', 'Try Clicked'));
    await world.identify('kim', { firstName: 'Kim', email: 'kim@customer.test' });
    await world.settle();
    const answer = await simulateWorkflow(world.runtime, {
      params: { id },
      query: {},
      body: { userId: 'kim' },
      actor: admin,
    });
    expect(answer).toMatchObject({
      entered: true,
      status: 'completed',
      path: [
        { step: 'big', exit: 'otherwise', explanations: [{ path: 'yes', explanation: { pass: false } }] },
        { step: 'wait' },
        { step: 'mail', exit: 'sent' },
        { step: 'end' },
      ],
      messages: [{ subject: 'Hello Kim', to: 'kim@customer.test', maySend: true }],
      tasks: [],
    });
    expect(await messagesOf('kim')).toEqual([]);
    expect(await enrolmentsOf('kim')).toEqual([]);
  });

  it('simulates the way of mail that may not be sent, unless told otherwise', async () => {
    const id = await world.publish(document('Refused', 'Refused Clicked'));
    await world.identify('lea', { email: 'lea@customer.test' });
    await world.runtime.suppressions.add({
      address: 'lea@customer.test',
      reason: 'complained',
      at: world.now(),
    });
    await world.settle();
    const call = { params: { id }, query: {}, actor: admin };
    expect(await simulateWorkflow(world.runtime, { ...call, body: { userId: 'lea' } })).toMatchObject({
      messages: [{ maySend: false, reason: 'complained' }],
      path: [
        { step: 'big' },
        { step: 'wait' },
        { step: 'mail', exit: 'notSent' },
        { step: 'call' },
        { step: 'end' },
      ],
    });
    expect(
      await simulateWorkflow(world.runtime, { ...call, body: { userId: 'lea', choices: { mail: 'sent' } } }),
    ).toMatchObject({
      path: [{ step: 'big' }, { step: 'wait' }, { step: 'mail', exit: 'sent' }, { step: 'end' }],
    });
  });

  it('parks whom it cannot move, with the reason, and moves everybody else', async () => {
    await world.publish(document('Poison', 'Poison Clicked'));
    for (const userId of ['mia', 'ned']) await world.identify(userId, { email: `${userId}@customer.test` });
    await world.settle();
    const { version } = world.runtime.plans;
    const breaks = (userId: unknown) => {
      if (userId === 'mia') throw new Error('the rule broke');
      return false;
    };
    world.runtime.plans.version = async (...which) => {
      const plan = await version(...which);
      if (plan?.name !== 'Poison') return plan;
      return {
        ...plan,
        goal: {
          within: 1_000_000,
          condition: {
            test: (facts) => breaks(facts.contact.userId),
            look: (facts) => ({ value: breaks(facts.contact.userId), holdsUntil: Number.POSITIVE_INFINITY }),
            needs: plan.entryNeeds,
          },
        },
      };
    };
    await world.track('mia', 'Poison Clicked');
    await world.track('ned', 'Poison Clicked');
    await world.settle();
    const goalUntil = new Date(world.now().getTime() + 60_000);
    for (const userId of ['mia', 'ned']) {
      const subject =
        (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`)?.id ?? '';
      const [enrolment] = (await world.runtime.enrolments.ofSubject(subject, { limit: 1 })).items;
      if (enrolment)
        await world.runtime.enrolments.save([
          { was: enrolment.rev, after: { ...enrolment, goalUntil, rev: enrolment.rev + 1 } },
        ]);
    }
    await world.pass('3s');
    world.runtime.plans.version = version;
    expect(await enrolmentsOf('mia')).toMatchObject([{ status: 'parked', reason: 'fault: the rule broke' }]);
    expect(await messagesOf('ned')).toHaveLength(1);
  });
});
