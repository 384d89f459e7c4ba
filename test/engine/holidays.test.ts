import { describe, expect, it } from 'vitest';
import { newEnrolment } from '../../server/engine/entering.ts';
import { factsOf } from '../../server/engine/facts.ts';
import { planOf } from '../../server/engine/plan.ts';
import { openingFor } from '../../server/engine/send-window.ts';
import { transition } from '../../server/engine/transition.ts';
import { holiday } from '../../shared/holiday.ts';
import { workflowSchema } from '../../shared/workflow.ts';

const window = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'] as ('mon' | 'tue' | 'wed' | 'thu' | 'fri')[],
  from: '09:00',
  to: '18:00',
  zone: 'contact',
};

const holidays = [
  { name: 'Christmas Eve', date: '2020-12-24' },
  { name: 'Independence Day', date: '2026-11-11', countries: ['pl'] },
  { name: 'Company day', date: '2026-12-28', yearly: false },
  { name: 'Tokyo only', date: '2026-12-22', zones: ['Asia/Tokyo'] },
].map((each) => holiday.parse(each));

function opening(at: string, contact: Record<string, unknown> = {}) {
  const facts = factsOf({ contact: { zone: 'Europe/Warsaw', ...contact }, appearedAt: 0, holidays });
  const { at: opens, because } = openingFor(window, facts, new Date(at));
  return [opens.toISOString(), because];
}

describe('a send window and holidays', () => {
  it('opens on the next day that is none, and says that a holiday kept it shut', () => {
    // Thursday is Christmas Eve, and the window is open on Friday.
    expect(opening('2026-12-24T10:00:00Z')).toEqual(['2026-12-25T08:00:00.000Z', 'holiday']);
    expect(opening('2026-12-23T10:00:00Z')).toEqual(['2026-12-23T10:00:00.000Z', undefined]);
  });

  it('waits only for its hours where no holiday is in the way', () => {
    expect(opening('2026-12-23T20:00:00Z')).toEqual(['2026-12-25T08:00:00.000Z', 'holiday']);
    expect(opening('2026-12-21T20:00:00Z')).toEqual(['2026-12-22T08:00:00.000Z', 'window']);
  });

  it('knows holidays of one year, of countries and of zones', () => {
    expect(opening('2026-12-28T10:00:00Z')[1]).toBe('holiday');
    expect(opening('2027-12-28T10:00:00Z')[1]).toBeUndefined();
    expect(opening('2026-11-11T10:00:00Z', { traits: { country: 'PL' } })[1]).toBe('holiday');
    expect(opening('2026-11-11T10:00:00Z', { traits: { country: 'de' } })[1]).toBeUndefined();
    expect(opening('2026-12-22T03:00:00Z', { zone: 'Asia/Tokyo' })[1]).toBe('holiday');
  });

  it('goes by the day where the contact is, not by that of the server', () => {
    // Late on the 23rd in Europe it is the 24th in Tokyo already.
    expect(opening('2026-12-24T01:00:00Z', { zone: 'Asia/Tokyo' })[1]).toBe('holiday');
    expect(opening('2026-12-25T00:30:00Z', { zone: 'Asia/Tokyo' })[1]).toBeUndefined();
  });

  it('keeps a message at its step, and the way of the contact tells why', () => {
    const workflow = workflowSchema.parse({
      format: 'mooring.workflow/1',
      name: 'W',
      entry: { trigger: { kind: 'manual' } },
      sendWindow: { from: '09:00', to: '18:00', expiresAfter: '1d' },
      start: 'm',
      steps: { m: { kind: 'send-email', subject: 's', body: 'b', next: 'x' }, x: { kind: 'exit' } },
    });
    const plan = planOf('w', 1, workflow);
    const facts = factsOf({ contact: { zone: 'Europe/Warsaw' }, appearedAt: 0, holidays });
    const now = new Date('2026-12-24T10:00:00Z');
    const trigger = { kind: 'manual' as const, timestamp: now.getTime(), properties: {} };
    const start = { cause: 'c', slot: 'once', ordinal: 0, trigger };
    const fresh = newEnrolment(plan, { subject: 's', userId: 'u', p: 0 }, start, now);
    const { enrolment, effects } = transition(plan, fresh, { type: 'entered' }, facts, now);
    expect(effects).toEqual([]);
    expect(enrolment).toMatchObject({
      step: 'm',
      timerAt: new Date('2026-12-25T08:00:00.000Z'),
      history: [{ step: 'm', why: 'holiday' }],
    });
    const late = transition(plan, enrolment, { type: 'woke' }, facts, new Date('2026-12-25T10:30:00Z'));
    expect(late.enrolment.history).toMatchObject([{ exit: 'notSent', why: 'window-expired' }, {}]);
  });

  it('refuses days and countries that are none', () => {
    expect(holiday.safeParse({ name: 'No', date: '2026-02-30' }).success).toBe(false);
    expect(holiday.safeParse({ name: 'No', date: '2026-02-03', countries: ['POL'] }).success).toBe(false);
  });
});
