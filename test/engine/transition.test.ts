import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasEnded, newEnrolment } from '../../server/engine/entering.ts';
import { type FactSnapshot, factsOf } from '../../server/engine/facts.ts';
import { type Plan, planOf } from '../../server/engine/plan.ts';
import { transition } from '../../server/engine/transition.ts';
import type { Effect, Enrolment, InboxItem } from '../../shared/enrolment.ts';
import { MAX_HISTORY } from '../../shared/enrolment.ts';
import { stepKinds } from '../../shared/steps/index.ts';
import { workflowSchema } from '../../shared/workflow.ts';

const start = new Date('2026-03-02T09:00:00Z');

/** A random workflow without loops: every step leads to later ones, the last is an exit. */
const workflows = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...stepKinds.filter((kind) => kind !== 'exit')),
      skips: fc.tuple(fc.nat(3), fc.nat(3)),
      hours: fc.integer({ min: 1, max: 72 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((drawn) => {
    const target = (index: number, skip: number) => `s${Math.min(drawn.length, index + 1 + skip)}`;
    const steps = Object.fromEntries(
      drawn.map(({ kind, skips: [a, b], hours }, index) => {
        const next = target(index, a);
        const other = target(index, b);
        if (kind === 'wait') return [`s${index}`, { kind, for: `${hours}h`, next }];
        if (kind === 'create-task') return [`s${index}`, { kind, title: 'T', next }];
        if (kind === 'send-email')
          return [`s${index}`, { kind, subject: 's', body: 'b', exits: { sent: next, notSent: other } }];
        const at = `s${index}`;
        if (kind === 'notify-team') return [at, { kind, to: [{ role: 'admin' }], subject: 'S', next }];
        if (kind === 'update-contact') return [at, { kind, changes: [{ do: 'add-tag', tag: 't' }], next }];
        if (kind === 'call-webhook')
          return [at, { kind, url: 'https://example.com', exits: { ok: next, failed: other } }];
        if (kind === 'start-workflow')
          return [at, { kind, workflow: 'w2', exits: { started: next, notStarted: other } }];
        if (kind === 'stop-workflow') return [at, { kind, workflow: 'w2', next }];
        if (kind === 'split')
          return [
            at,
            {
              kind,
              paths: [
                { id: 'a', weight: hours, next },
                { id: 'b', weight: 30, next: other },
              ],
            },
          ];
        if (kind === 'wait-until')
          return [
            at,
            {
              kind,
              until: [{ event: 'Other' }, { task: `s${a}` }, { message: `s${b}`, is: 'opened' }],
              timeout: `${hours}h`,
              exits: { happened: next, done: other, opened: next, timeout: other },
            },
          ];
        const when = {
          all: [{ fact: 'contact', path: '$.traits.score', operator: 'greaterThan', value: hours }],
        };
        return [`s${index}`, { kind, paths: [{ id: 'yes', when, next }], otherwise: other }];
      }),
    );
    return workflowSchema.parse({
      format: 'mooring.workflow/1',
      name: 'W',
      entry: { trigger: { kind: 'event', event: 'Start' } },
      exit: [{ event: 'Left' }],
      start: 's0',
      steps: { ...steps, [`s${drawn.length}`]: { kind: 'exit' } },
    });
  });

/** Outcomes of effects, and what else happens to people inside. */
const outcomes = ['sent', 'notSent', 'ok', 'failed', 'started', 'notStarted', 'next'];
const happens = ['wake', ...outcomes, 'Other', 'Left', 'old outcome', 'task', 'opened'];

const happenings = fc.array(
  fc.record({
    hours: fc.nat(100),
    what: fc.constantFrom(...happens),
    score: fc.nat(80),
  }),
  { maxLength: 40 },
);

function facts(score: number): FactSnapshot {
  return factsOf({ contact: { userId: 'u1', traits: { score } }, appearedAt: start.getTime() });
}

function fresh(plan: Plan): Enrolment {
  const trigger = { kind: 'event' as const, timestamp: start.getTime(), properties: {} };
  return newEnrolment(
    plan,
    { subject: 'c1', userId: 'u1', p: 0 },
    { cause: 'm1', slot: 'once', ordinal: 0, trigger },
    start,
  );
}

describe('a transition', () => {
  it('makes no effect twice, never goes back, and ends clean, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(workflows, happenings, (workflow, story) => {
        const plan = planOf('w1', 1, workflow);
        const effects: Effect[] = [];
        let now = start;
        let it = fresh(plan);
        const move = (type: 'entered' | 'woke', score: number) => {
          const before = it;
          const moved = transition(plan, { ...it, outbox: [] }, { type }, facts(score), now);
          it = moved.enrolment;
          effects.push(...moved.effects);
          expect(it.visit).toBeGreaterThanOrEqual(before.visit);
          expect(it.inbox).toEqual([]);
          if (hasEnded(before)) expect(moved.effects).toEqual([]);
          if (hasEnded(it))
            expect([it.step, it.timerAt, it.awaiting]).toEqual([undefined, undefined, undefined]);
          else expect(it.timerAt !== undefined || it.awaiting !== undefined).toBe(true);
        };
        move('entered', 0);
        story.forEach(({ hours, what, score }, index) => {
          now = new Date(now.getTime() + hours * 3_600_000);
          const item = itemOf(what, index, it, now);
          if (item) it = { ...it, inbox: [item] };
          move('woke', score);
        });
        expect(new Set(effects.map(({ id }) => id)).size).toBe(effects.length);
      }),
    );
  });

  it('changes nothing on a duplicate wake', () => {
    fc.assert(
      fc.property(workflows, fc.nat(80), fc.nat(200), (workflow, score, hours) => {
        const plan = planOf('w1', 1, workflow);
        const entered = transition(plan, fresh(plan), { type: 'entered' }, facts(score), start).enrolment;
        const now = new Date(start.getTime() + hours * 3_600_000);
        const woken = transition(
          plan,
          { ...entered, outbox: [] },
          { type: 'woke' },
          facts(score),
          now,
        ).enrolment;
        const again = transition(plan, { ...woken, outbox: [] }, { type: 'woke' }, facts(80 - score), now);
        expect(again.effects).toEqual([]);
        expect({ ...again.enrolment, dueAt: undefined }).toEqual({ ...woken, outbox: [], dueAt: undefined });
      }),
    );
  });

  it('never changes what it was given', () => {
    fc.assert(
      fc.property(workflows, (workflow) => {
        const plan = planOf('w1', 1, workflow);
        const was = Object.freeze({
          ...fresh(plan),
          inbox: Object.freeze([]) as never,
          history: Object.freeze([]) as never,
          outbox: Object.freeze([]) as never,
        });
        expect(() => transition(plan, was, { type: 'entered' }, facts(1), start)).not.toThrow();
      }),
    );
  });

  it('keeps the first and the last of a long history, and counts what it dropped', () => {
    const loop = {
      format: 'mooring.workflow/1',
      name: 'Loop',
      maxRounds: 1_000,
      entry: { trigger: { kind: 'event', event: 'Start' } },
      start: 'w',
      steps: { w: { kind: 'wait', for: '1h', next: 't' }, t: { kind: 'create-task', title: 'T', next: 'w' } },
    };
    const plan = planOf('w1', 1, workflowSchema.parse(loop));
    let it = transition(plan, fresh(plan), { type: 'entered' }, facts(0), start).enrolment;
    for (let hour = 1; hour <= 300; hour++) {
      it = transition(
        plan,
        { ...it, outbox: [] },
        { type: 'woke' },
        facts(0),
        new Date(start.getTime() + hour * 3_600_000),
      ).enrolment;
    }
    expect(it.history).toHaveLength(MAX_HISTORY);
    expect(it.history[0]).toMatchObject({ step: 'w', visit: 1 });
    expect(it.history.at(-1)).toMatchObject({ step: 'w', visit: 601 });
    expect(it.stepsSkipped).toBe(601 - MAX_HISTORY);
  });
});

function itemOf(what: string, index: number, it: Enrolment, at: Date): InboxItem | undefined {
  const id = `h${index}`;
  const effect = Object.values(it.outcomes ?? {}).at(-1)?.effect ?? 'none';
  if (what === 'task') return { type: 'task', id, effect, status: 'done', at };
  if (what === 'opened') return { type: 'message', id, effect, is: 'opened', at };
  if (outcomes.includes(what)) return { type: 'effect', id: it.awaiting ?? 'none', outcome: what, at };
  if (what === 'old outcome') return { type: 'effect', id: 'another', outcome: 'sent', at };
  if (what === 'Other' || what === 'Left') return { type: 'event', id, event: what, at, properties: {} };
  return undefined;
}
