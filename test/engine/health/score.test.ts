import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventHistory, factsOf } from '../../../server/engine/facts.ts';
import {
  type HealthQuestion,
  healthNeeds,
  healthUntil,
  saidBy,
  scoreHealth,
} from '../../../server/engine/health/score.ts';
import { bandOf, healthRules } from '../../../shared/health.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { healthPartWords } from '../../../shared/vocabulary/health-sentences.ts';
import { runs } from '../../support/property-runs.ts';

const now = Date.UTC(2026, 5, 20, 15);
const rules = healthRules.parse({});
const everything = new Set([
  'Signed In',
  'Key Action',
  'Teammate Invited',
  'Data Imported',
  'Ticket Opened',
  'NPS Answered',
]);
const question: HealthQuestion = {
  rules,
  subject: 'account',
  seen: everything,
  signals: new Map([
    ['gone-quiet', 20],
    ['cancel-page', 20],
  ]),
};

/** Events so many days ago. */
const daysAgo = (...days: number[]): EventHistory => ({
  singles: days.sort((a, b) => b - a).map((day) => ({ at: now - day * DAY, properties: {} })),
  days: [],
});
const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
const facts = (given: Partial<Parameters<typeof factsOf>[0]> = {}) =>
  factsOf({ contact: {}, appearedAt: now - 300 * DAY, account: {}, ...given });
const events = (given: Record<string, EventHistory>) => facts({ events: new Map(Object.entries(given)) });

describe('health', () => {
  it('is full for somebody who comes regularly, uses much and complains of nothing', () => {
    const busy = events({
      'Signed In': daysAgo(...range(0, 80, 2)),
      'Key Action': daysAgo(...range(0, 80)),
      'Data Imported': daysAgo(3),
    });
    expect(scoreHealth(question, busy, now)).toEqual({
      score: 100,
      parts: [],
      leftOut: ['billing', 'sentiment'],
    });
  });

  it('halves its regularity with every half-life of silence', () => {
    const only = { ...question, seen: new Set(['Signed In']), signals: new Map<string, number>() };
    // Well above full marks at first, so that the cap is behind them on the later days.
    const at = (silent: number) =>
      scoreHealth(only, events({ 'Signed In': daysAgo(...range(silent, silent + 70, 3)) }), now)?.score ?? 0;
    expect(at(14) / at(28)).toBeCloseTo(2, 0);
    expect(at(28) / at(42)).toBeCloseTo(2, 0);
    expect(at(200)).toBe(0);
  });

  it('says in words what costs how much, and the points make 100 with the score', () => {
    const quiet = facts({
      events: new Map([['Signed In', daysAgo(...range(24, 60, 3))]]),
      signals: new Map([['gone-quiet', { openSince: now }]]),
    });
    const health = scoreHealth({ ...question, seen: new Set(['Signed In', 'Ticket Opened']) }, quiet, now);
    expect(health?.parts.map(({ kind }) => kind)).toEqual(['regularity', 'signal']);
    const lost = health?.parts.reduce((sum, { points }) => sum + points, 0) ?? 0;
    expect((health?.score ?? 0) - lost).toBe(100);
    const said = (language: 'en' | 'pl' | 'ru') =>
      health?.parts.map((part) => healthPartWords(part, language, now, () => 'Quiet'));
    expect(said('en')).toEqual(['no “Signed In” for 24 days', 'signal “Quiet” is open']);
    expect(said('pl')).toEqual(['brak „Signed In” od: 24 dni', 'otwarty sygnał „Quiet”']);
    expect(said('ru')).toEqual(['нет «Signed In» уже 24 дня', 'открыт сигнал «Quiet»']);
  });

  it('leaves out what nothing is known of, and the rest weighs the more', () => {
    const one = scoreHealth({ ...question, seen: new Set(['Ticket Opened']) }, facts(), now);
    expect(one).toEqual({
      score: 100,
      parts: [],
      leftOut: ['regularity', 'breadth', 'trend', 'billing', 'sentiment'],
    });
    expect(scoreHealth({ ...question, seen: new Set() }, facts(), now)).toBeUndefined();
    const tickets = events({ 'Ticket Opened': daysAgo(1, 2, 3, 4, 5) });
    expect(scoreHealth({ ...question, seen: new Set(['Ticket Opened']) }, tickets, now)?.score).toBe(0);
  });

  it('knows billing of accounts alone, and the latest answer of a survey', () => {
    const asked = { ...question, seen: new Set<string>() };
    const owing = facts({ account: { traits: { subscriptionStatus: 'past_due' } } });
    expect(scoreHealth(asked, owing, now)?.parts).toEqual([
      { kind: 'billing', points: -100, facts: { status: 'past_due' } },
    ]);
    expect(scoreHealth({ ...asked, subject: 'contact' }, owing, now)).toBeUndefined();
    const expired = facts({ account: { card: { expiresAt: '2026-05-31T23:59:59Z' } } });
    expect(scoreHealth(asked, expired, now)?.score).toBe(40);
    const answers = events({
      'NPS Answered': {
        singles: [
          { at: now - 9 * DAY, properties: { score: 2 } },
          { at: now - DAY, properties: { score: 8 } },
          { at: now - DAY, properties: { score: 'often' } },
        ],
        days: [],
      },
    });
    expect(scoreHealth(asked, answers, now)?.score).toBe(80);
  });

  it('takes no more than everything: signals share what is left to lose', () => {
    const heavy = { ...question, signals: new Map([...question.signals, ['worst', 100]]) };
    const open = facts({
      events: new Map([['Ticket Opened', daysAgo(1, 2, 3, 4, 5, 6)]]),
      signals: new Map([...heavy.signals.keys()].map((key) => [key, { openSince: now }])),
    });
    const health = scoreHealth({ ...heavy, seen: new Set(['Ticket Opened']) }, open, now);
    expect(health?.score).toBe(0);
    expect(health?.parts.reduce((sum, { points }) => sum + points, 0)).toBe(-100);
  });

  it('costs nothing for the idle, and is asked again at the midnight it changes', () => {
    const idle = facts();
    expect(healthUntil(question, idle, now, scoreHealth(question, idle, now))).toBe(Number.POSITIVE_INFINITY);
    const card = facts({ account: { card: { expiresAt: '2026-09-30T23:59:59Z' } } });
    expect(healthUntil(question, card, now, scoreHealth(question, card, now))).toBe(Date.UTC(2026, 9, 1));
    const fading = events({ 'Signed In': daysAgo(...range(1, 40, 4)) });
    expect(healthUntil(question, fading, now, scoreHealth(question, fading, now))).toBe(
      (dayOf(now) + 1) * DAY,
    );
  });

  it('makes 100 with its parts, holds until it says and reads no more than it needs, whatever happened', () => {
    const history = fc.array(fc.integer({ min: 0, max: 200 * 24 }), { maxLength: 40 }).map(
      (hours): EventHistory => ({
        singles: [...hours]
          .sort((a, b) => b - a)
          .map((hour) => ({ at: now - hour * 3_600_000, properties: { score: hour % 11 } })),
        days: [],
      }),
    );
    const anything = fc.record({
      'Signed In': history,
      'Key Action': history,
      'Ticket Opened': history,
      'NPS Answered': history,
    });
    fc.assert(
      fc.property(
        anything,
        fc.subarray([...question.signals.keys()]),
        fc.constantFrom('past_due', 'active', undefined),
        (given, open, subscriptionStatus) => {
          const known = facts({
            events: new Map(Object.entries(given)),
            signals: new Map(open.map((key) => [key, { openSince: now }])),
            account: { traits: { subscriptionStatus } },
          });
          const health = scoreHealth(question, known, now);
          if (!health) throw new Error('something is always known here');
          expect(health.score - health.parts.reduce((sum, { points }) => sum + points, 0)).toBe(100);
          expect(bandOf(health.score)).toBe(
            health.score >= 70 ? 'healthy' : health.score >= 40 ? 'watch' : 'atRisk',
          );
          const until = healthUntil(question, known, now, health);
          for (let at = now; at < Math.min(until, now + 9 * DAY); at += 7 * 3_600_000) {
            const then = scoreHealth(question, known, at);
            expect(then && saidBy(then)).toBe(saidBy(health));
          }
          // What lies farther back than was asked for is not read.
          const needs = healthNeeds(question);
          const cut = facts({
            ...known,
            events: new Map(
              [...known.events].map(([name, { singles }]) => {
                const need = needs.events.get(name);
                const reach = Math.max(Number(need?.days ?? 0), Number(need?.singles ?? 0));
                const first = dayOf(now - reach) * DAY;
                return [name, { singles: singles.filter(({ at }) => at >= first), days: [] }];
              }),
            ),
          });
          expect(scoreHealth(question, cut, now)).toEqual(health);
        },
      ),
      runs(60),
    );
  });
});
