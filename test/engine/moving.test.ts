import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasEnded, newEnrolment } from '../../server/engine/entering.ts';
import { factsOf } from '../../server/engine/facts.ts';
import { planOf } from '../../server/engine/plan.ts';
import { transition } from '../../server/engine/transition.ts';
import type { Enrolment } from '../../shared/enrolment.ts';
import { DAY } from '../../shared/time.ts';
import { workflowSchema } from '../../shared/workflow.ts';

const START = new Date('2026-03-02T09:00:00Z');
const facts = factsOf({ contact: { userId: 'u1', traits: {} }, appearedAt: 0 });

/** Some steps in a row, each of a kind that keeps people or does something; ids are drawn from a small set. */
const version = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      kind: fc.constantFrom('wait', 'wait-until', 'create-task', 'send-email'),
      days: fc.integer({ min: 1, max: 9 }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 5 },
  )
  .map((steps) =>
    workflowSchema.parse({
      format: 'mooring.workflow/1',
      name: 'W',
      entry: { trigger: { kind: 'manual' } },
      start: steps[0]?.id,
      steps: {
        ...Object.fromEntries(
          steps.map(({ id, kind, days }, index) => [id, stepOf(kind, days, steps[index + 1]?.id ?? 'end')]),
        ),
        end: { kind: 'exit' },
      },
    }),
  );

function stepOf(kind: string, days: number, next: string): Record<string, unknown> {
  if (kind === 'wait') return { kind, for: `${days}d`, next };
  if (kind === 'create-task') return { kind, title: 'T', next };
  if (kind === 'send-email') return { kind, subject: 's', body: 'b', next };
  return { kind, until: { event: 'Came' }, timeout: `${days}d`, exits: { event: next, timeout: next } };
}

describe('moving onto another version', () => {
  it('loses nobody, makes no effect a second time, and counts the time waited', () => {
    fc.assert(
      fc.property(version, version, fc.integer({ min: 0, max: 12 }), (old, fresh, passed) => {
        const was = planOf('w', 1, old);
        const is = planOf('w', 2, fresh);
        const who = { subject: 'c', userId: 'u1', p: 0 };
        const trigger = { kind: 'manual' as const, timestamp: START.getTime(), properties: {} };
        const begun = newEnrolment(was, who, { cause: 'x', slot: 'once', ordinal: 0, trigger }, START);
        const entered = transition(was, begun, { type: 'entered' }, facts, START);
        const now = new Date(START.getTime() + passed * DAY);
        const before = transition(was, { ...entered.enrolment, outbox: [] }, { type: 'woke' }, facts, now);
        const done = [...entered.effects, ...before.effects].map(({ id }) => id);
        const standing: Enrolment = { ...before.enrolment, outbox: [] };
        if (hasEnded(standing)) return;
        const at = standing.step ?? '';
        const isKept = fresh.steps[at]?.kind === old.steps[at]?.kind;
        const places = isKept ? {} : { [at]: fresh.start ?? 'end' };
        const moved = transition(is, standing, { type: 'moved', places }, facts, now);
        const it = moved.enrolment;
        expect(it.version).toBe(2);
        expect(hasEnded(it) || Object.hasOwn(fresh.steps, it.step ?? '')).toBe(true);
        expect(moved.effects.filter(({ id }) => done.includes(id))).toEqual([]);
        if (hasEnded(it)) return;
        // Somebody must be able to go on: by time, or by what becomes of an effect.
        expect(it.timerAt !== undefined || it.awaiting !== undefined).toBe(true);
        if (it.timerAt) expect(it.timerAt.getTime()).toBeGreaterThan(now.getTime());
        const step = fresh.steps[at];
        if (isKept && it.step === at && step?.kind === 'wait' && it.timerAt) {
          const arrived = standing.history.at(-1)?.at.getTime() ?? 0;
          expect(it.timerAt.getTime()).toBe(arrived + Number.parseInt(step.for ?? '', 10) * DAY);
        }
        const again = transition(is, { ...it, outbox: [] }, { type: 'woke' }, facts, now);
        expect(again.effects).toEqual([]);
      }),
    );
  });
});
