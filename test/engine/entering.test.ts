import { describe, expect, it } from 'vitest';
import { decideEntry, newEnrolment } from '../../server/engine/entering.ts';
import { factsOf } from '../../server/engine/facts.ts';
import { enrolmentId, PARTITIONS, partitionOf, percentile } from '../../server/engine/hash.ts';
import { planOf } from '../../server/engine/plan.ts';
import type { Enrolment } from '../../shared/enrolment.ts';
import { type Reentry, workflowSchema } from '../../shared/workflow.ts';

const now = new Date('2026-03-02T09:00:00Z');
const facts = factsOf({ contact: { userId: 'u1', traits: { plan: 'pro' } }, appearedAt: 0 });
const trigger = { kind: 'event' as const, timestamp: now.getTime(), properties: {} };

function planWith(entry: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const document = {
    format: 'mooring.workflow/1',
    name: 'W',
    entry: { trigger: { kind: 'event', event: 'Start' }, ...entry },
    start: 'x',
    steps: { x: { kind: 'exit' } },
    ...more,
  };
  return planOf('w1', 1, workflowSchema.parse(document));
}

function earlierOne(reentry: Reentry, change: Partial<Enrolment> = {}): Enrolment {
  const who = { subject: 'c1', userId: 'u1', p: 0 };
  const made = newEnrolment(
    planWith({ reentry }),
    who,
    { cause: 'm0', slot: 'once', ordinal: 4, trigger },
    now,
  );
  return { ...made, ...change };
}

const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('entering a workflow', () => {
  it('needs the entry condition to hold', () => {
    const plan = planWith({
      when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'free' }] },
    });
    expect(decideEntry(plan, facts, undefined, 'm1', now)).toEqual({ enters: false, reason: 'condition' });
  });

  it('is prevented by a goal that is already true', () => {
    const goal = {
      when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] },
    };
    expect(decideEntry(planWith({}, { goal }), facts, undefined, 'm1', now)).toEqual({
      enters: false,
      reason: 'goal-reached',
    });
  });

  it('happens once by default', () => {
    expect(decideEntry(planWith({}), facts, undefined, 'm1', now)).toEqual({
      enters: true,
      slot: 'once',
      ordinal: 0,
    });
    expect(decideEntry(planWith({}), facts, earlierOne({ mode: 'once' }), 'm1', later(900))).toEqual({
      enters: false,
      reason: 'already-entered',
    });
  });

  it('may always happen again, once per cause', () => {
    const plan = planWith({ reentry: { mode: 'always' } });
    expect(decideEntry(plan, facts, earlierOne({ mode: 'always' }), 'm1', now)).toEqual({
      enters: true,
      slot: 'cause:m1',
      ordinal: 5,
    });
  });

  it('happens again after the pause, to the millisecond', () => {
    const plan = planWith({ reentry: { mode: 'after', wait: '90d' } });
    const before = earlierOne({ mode: 'after', wait: '90d' });
    expect(decideEntry(plan, facts, before, 'm1', new Date(later(90).getTime() - 1))).toEqual({
      enters: false,
      reason: 'pause',
    });
    expect(decideEntry(plan, facts, before, 'm1', later(90))).toEqual({
      enters: true,
      slot: 'after',
      ordinal: 5,
    });
  });

  it('can be limited to one at a time', () => {
    const plan = planWith({ reentry: { mode: 'one-at-a-time' } });
    const reentry = { mode: 'one-at-a-time' } as const;
    expect(decideEntry(plan, facts, earlierOne(reentry), 'm1', now)).toEqual({
      enters: false,
      reason: 'already-inside',
    });
    expect(decideEntry(plan, facts, earlierOne(reentry, { status: 'completed' }), 'm1', now)).toMatchObject({
      enters: true,
    });
  });
});

describe('the control group', () => {
  it('is a sticky draw by workflow and subject near the wanted share, and grows without losing members', () => {
    const subjects = Array.from({ length: 20_000 }, (_, index) => `contact-${index}`);
    const inTen = subjects.filter((subject) => percentile('w1', subject) < 10);
    const inTwenty = new Set(subjects.filter((subject) => percentile('w1', subject) < 20));
    expect(inTen.length / subjects.length).toBeCloseTo(0.1, 1);
    expect(inTen.every((subject) => inTwenty.has(subject))).toBe(true);
    expect(inTen).not.toEqual(subjects.filter((subject) => percentile('w2', subject) < 10));
  });
});

describe('hashes', () => {
  it('spread subjects evenly over the partitions', () => {
    const counts = new Array<number>(PARTITIONS).fill(0);
    for (let index = 0; index < 16_000; index++) {
      const p = partitionOf(`id${index}`);
      counts[p] = (counts[p] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  it('never change: they are part of what is stored', () => {
    expect(partitionOf('contact-1')).toBe(12);
    expect(enrolmentId('w', 's', 'c')).toBe('1kry7xy0xvhxho0uxoy0c0q2s8oy');
  });
});
