import { describe, expect, it } from 'vitest';
import { release } from '../../server/engine/release.ts';
import type { Enrolment } from '../../shared/enrolment.ts';
import type { Workflow } from '../../shared/workflow.ts';

const now = new Date('2026-03-02T12:00:00.000Z');
const then = new Date('2026-03-01T12:00:00.000Z');

const stuck: Enrolment = {
  id: 'e1',
  workflowId: 'w1',
  version: 1,
  subject: 'c1',
  p: 0,
  cause: 'm1',
  slot: 'once',
  ordinal: 0,
  status: 'parked',
  reason: 'fault: the rule broke',
  step: 'mail',
  visit: 2,
  rev: 5,
  inbox: [{ type: 'changed', id: 'i1', at: then }],
  outbox: [],
  holdout: false,
  trigger: { kind: 'event', timestamp: 0, properties: {} },
  history: [
    { step: 'wait', kind: 'wait', visit: 1, at: then, leftAt: then, exit: 'next' },
    { step: 'mail', kind: 'send-email', visit: 2, at: then },
  ],
  enteredAt: then,
};

const workflow = {
  steps: {
    mail: { kind: 'send-email', subject: 'Hello', body: 'Hello', exits: { sent: 'end', notSent: 'wait' } },
    wait: { kind: 'wait', for: '1d', next: 'end' },
    end: { kind: 'exit' },
  },
} as unknown as Workflow;

describe('somebody who stands still', () => {
  it('is looked at again where they stood, with everything that happened meanwhile', () => {
    const { reason: _, ...rest } = stuck;
    expect(release(stuck, 'retry', workflow, now)).toEqual({
      ...rest,
      status: 'waiting',
      dueAt: now,
      rev: 6,
    });
  });

  it('begins anew where they never came in', () => {
    const { step: _, ...rest } = stuck;
    expect(release({ ...rest, visit: 0, history: [] }, 'retry', workflow, now)).toMatchObject({
      status: 'active',
      dueAt: now,
      inbox: stuck.inbox,
    });
  });

  it('goes on after a step they had left already', () => {
    const left = { ...stuck, history: stuck.history.slice(0, 1), step: 'wait' };
    expect(release(left, 'retry', workflow, now).inbox[0]).toMatchObject({
      type: 'onward',
      step: 'wait',
      exit: 'next',
    });
  });

  it('passes a step by as if it had not worked out', () => {
    expect(release({ ...stuck, awaiting: 'e1:2:mail' }, 'skip', workflow, now)).toMatchObject({
      status: 'waiting',
      inbox: [{ type: 'onward', step: 'mail', exit: 'notSent' }, { type: 'changed' }],
    });
    expect(release({ ...stuck, awaiting: 'e1:2:mail' }, 'skip', workflow, now)).not.toHaveProperty(
      'awaiting',
    );
  });

  it('is out, with nothing left to do, when taken out', () => {
    const out = release({ ...stuck, dueAt: now, timerAt: now }, 'take-out', undefined, now);
    expect(out).toMatchObject({ status: 'exited', reason: 'taken-out', endedAt: now, inbox: [], outbox: [] });
    expect(out.history.at(-1)).toMatchObject({ step: 'mail', leftAt: now, exit: 'taken-out' });
    for (const field of ['dueAt', 'timerAt', 'step']) expect(out).not.toHaveProperty(field);
  });
});
