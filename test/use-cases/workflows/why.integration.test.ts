import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { pauseWorkflow } from '../../../server/use-cases/workflows/lifecycle.ts';
import { resumeWorkflow } from '../../../server/use-cases/workflows/resume.ts';
import { explainEntry } from '../../../server/use-cases/workflows/why.ts';
import type { EntryWhy } from '../../../shared/why.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

const signedIn = (measure: string, operator: string, value: number, more: object = {}) => ({
  fact: 'event',
  params: { event: 'Signed In', measure, ...more },
  operator,
  value,
});
const plan = (value: string) => ({
  fact: 'contact',
  path: '$.traits.plan',
  operator: 'equal',
  value,
});
const document = (name: string, entry: Record<string, unknown>, change: Record<string, unknown> = {}) => ({
  format: 'mooring.workflow/1',
  name,
  entry,
  start: 'wait',
  steps: { wait: { kind: 'wait', for: '30d', next: 'end' }, end: { kind: 'exit' } },
  ...change,
});

describe('why somebody did not enter a workflow', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const why = (id: string, userId: string): Promise<EntryWhy> =>
    explainEntry(world.runtime, { params: { id }, query: { userId }, body: undefined, actor: admin });
  const said = async (id: string, userId: string) =>
    (await why(id, userId)).lines.map(({ effect, code }) => `${effect} ${code}`);

  it('is told of an event that never happened, happened otherwise, came late or with an import', async () => {
    const where = { all: [{ fact: 'properties', path: '$.amount', operator: 'greaterThan', value: 100 }] };
    await world.track('e-before', 'Paid', { amount: 200 });
    await world.settle();
    world.sleep('1m');
    const id = await world.publish(
      document('Paid', { trigger: { kind: 'event', event: 'Paid', where }, reentry: { mode: 'once' } }),
    );
    world.sleep('1m');
    await world.identify('e-never', {});
    await world.track('e-small', 'Paid', { amount: 5 });
    const daysAgo = (days: number) => new Date(world.now().getTime() - days * 86_400_000).toISOString();
    await world.track('e-late', 'Paid', { amount: 200 }, { timestamp: daysAgo(3) });
    await world.track('e-lost', 'Paid', { amount: 200 }, { timestamp: daysAgo(40) });
    await world.runtime.ingest.batch(
      { batch: [{ type: 'track', userId: 'e-old', event: 'Paid', properties: { amount: 200 } }] },
      writeKey,
      { bytes: 100, historical: true },
    );
    await world.track('e-in', 'Paid', { amount: 200 });
    await world.settle();
    expect(await said(id, 'e-before')).toEqual(['prevents beforePublishing']);
    expect(await said(id, 'e-never')).toEqual(['prevents neverHappened']);
    expect(await said(id, 'e-late')).toEqual(['prevents toldLate']);
    expect(await said(id, 'e-lost')).toEqual(['prevents arrivedTooLate']);
    expect(await said(id, 'e-old')).toEqual(['prevents imported']);
    expect(await why(id, 'e-small')).toMatchObject({
      mayEnter: false,
      lines: [{ code: 'otherProperties', sentence: expect.stringContaining('2026-03-02 09:02 UTC') }],
      trigger: { pass: false, leaves: [{ actual: 5, pass: false }] },
    });
    expect(await said(id, 'e-in')).toEqual(['tells entered', 'allows happened', 'allows nothing']);
    world.sleep('1m');
    await world.track('e-in', 'Paid', { amount: 300 }, { messageId: 'again' });
    await world.settle();
    expect(await said(id, 'e-in')).toEqual(['tells entered', 'allows happened', 'prevents alreadyEntered']);
    await pauseWorkflow(world.runtime, { params: { id }, query: {}, body: undefined, actor: admin });
    expect(await said(id, 'e-never')).toEqual(['prevents paused', 'prevents neverHappened']);
    await resumeWorkflow(world.runtime, { params: { id }, query: {}, body: undefined, actor: admin });
  });

  it('asks rules and goal as of the moment of the event, rule by rule', async () => {
    const id = await world.publish(
      document(
        'Cancels',
        {
          trigger: { kind: 'event', event: 'Cancel Clicked' },
          when: { all: [plan('pro'), signedIn('count', 'greaterThan', 1, { within: '7d' })] },
        },
        { goal: { when: { all: [{ ...plan('pro'), path: '$.traits.saved', value: true }] }, within: '3d' } },
      ),
    );
    await world.identify('r-1', { plan: 'pro' });
    await world.track('r-1', 'Signed In');
    await world.track('r-1', 'Cancel Clicked');
    await world.settle();
    world.sleep('2h');
    await world.track('r-1', 'Signed In', {}, { messageId: 'r-2' });
    await world.settle();
    const answer = await why(id, 'r-1');
    expect(answer.lines.map(({ code }) => code)).toEqual(['happened', 'asOf', 'ruleFails']);
    expect(answer).toMatchObject({
      version: 1,
      mayEnter: false,
      entry: { pass: false, leaves: [{ pass: true }, { pass: false, actual: 1 }] },
      goal: { pass: false },
    });
    await world.identify('r-1', { saved: true });
    await world.settle();
    expect(await said(id, 'r-1')).toContain('prevents goalReached');
  });

  it('knows of remembered conditions whether they held before, never did, or turned quietly', async () => {
    await world.identify('w-old', { plan: 'gold' });
    await world.settle();
    world.sleep('1m');
    const id = await world.publish(
      document('Gold', {
        trigger: { kind: 'condition' },
        when: { all: [plan('gold')] },
        reentry: { mode: 'after', wait: '90d' },
      }),
    );
    world.sleep('1m');
    await world.identify('w-free', { plan: 'free' });
    await world.identify('w-quiet', { plan: 'free' });
    await world.identify('w-in', { plan: 'gold' });
    await world.settle();
    await world.runtime.ingest.batch(
      { batch: [{ type: 'identify', userId: 'w-quiet', traits: { plan: 'gold' } }] },
      writeKey,
      { bytes: 100, historical: true },
    );
    await world.settle();
    expect(await said(id, 'w-old')).toEqual([
      'allows conditionSince',
      'prevents heldBefore',
      'allows ruleHolds',
    ]);
    expect(await said(id, 'w-free')).toEqual(['prevents conditionNot', 'prevents ruleFails']);
    expect(await said(id, 'w-quiet')).toEqual([
      'allows conditionSince',
      'allows ruleHolds',
      'prevents turnedQuietly',
    ]);
    expect(await said(id, 'w-in')).toEqual([
      'tells entered',
      'allows conditionSince',
      'prevents pause',
      'allows ruleHolds',
    ]);
  });

  it('tells when time alone will turn a condition, and who is held out', async () => {
    const id = await world.publish(
      document('Quiet', {
        trigger: { kind: 'condition' },
        when: { all: [plan('quiet'), signedIn('daysSinceLast', 'greaterThanInclusive', 21)] },
        holdoutPercent: 100,
      }),
    );
    await world.identify('t-1', { plan: 'quiet' });
    await world.track('t-1', 'Signed In');
    await world.settle();
    const { lines } = await why(id, 't-1');
    expect(lines.map(({ code }) => code)).toEqual(['conditionNot', 'mayTurn', 'ruleFails']);
    expect(lines[1]?.facts.until).toBe(new Date(world.now().getTime() + 21 * 86_400_000).toISOString());
    await world.pass('22d');
    expect((await said(id, 't-1'))[0]).toBe('tells heldOut');
  });

  it('speaks of segments, changed traits, dates, schedules and what never starts by itself', async () => {
    await createSegment(world.runtime, {
      params: {},
      query: {},
      body: { key: 'team', name: 'Teams', when: { all: [plan('team')] }, subject: 'contact' },
      actor: admin,
    });
    await world.identify('k-1', { plan: 'team' });
    await world.settle();
    world.sleep('1m');
    const of = async (trigger: Record<string, unknown>, more: object = {}) =>
      world.publish(document(JSON.stringify(trigger), { trigger, ...more }));
    const left = await of({ kind: 'segment', segment: 'team', on: 'left' });
    const changed = await of({ kind: 'attribute', path: '$.traits.seats', crosses: 10 });
    const date = await of({ kind: 'date', date: '$.contact.traits.renewsOn', before: '7d' });
    const schedule = await of(
      { kind: 'schedule', cron: '0 9 * * 1', zone: 'Europe/Warsaw' },
      { when: { all: [plan('team')] } },
    );
    const manual = await of({ kind: 'manual' });
    expect(await said(left, 'k-1')).toEqual(['prevents segmentSince']);
    expect(await said(changed, 'k-1')).toEqual(['prevents attributeNever']);
    await world.identify('k-1', { seats: 4 });
    await world.identify('k-1', { seats: 5 });
    await world.settle();
    expect(await said(changed, 'k-1')).toEqual(['prevents attributeOther']);
    expect(await said(date, 'k-1')).toEqual(['prevents dateUnknown']);
    await world.identify('k-1', { renewsOn: '2027-01-01' });
    await world.settle();
    expect(await said(date, 'k-1')).toEqual(['prevents dateNext']);
    await world.identify('k-1', { renewsOn: '2025-01-01' });
    await world.settle();
    expect(await said(date, 'k-1')).toEqual(['prevents datePassed']);
    expect(await said(schedule, 'k-1')).toEqual(['tells scheduleNext', 'allows ruleHolds', 'allows nothing']);
    expect(await said(manual, 'k-1')).toEqual(['tells manualOnly', 'allows nothing']);
  });
});
